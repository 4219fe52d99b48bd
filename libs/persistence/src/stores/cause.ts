import type { Cause } from '#libs/credentials';

/** What every event tells of the request that caused it. */
export const toldOf = ({ client, ip, requestId }: Cause): object => ({
  ...(client !== undefined && { client }),
  ...(ip !== undefined && { ip }),
  request_id: requestId,
});
