import { LoginRequestWire } from '../../../apps/verification-srv/src/internal/login-requests.wire.js';
import type { Interface } from '../description.js';

export const internalV1: Interface = {
  name: 'internal-v1',
  title: 'internal-v1',
  description:
    'For other services, on the internal port. Refusals are problem details (RFC 9457) whose type resolves.',
  routes: {
    'POST /internal/v1/login-requests': {
      service: 'verification',
      summary: 'Opens a login, within which the public list shows the person their own methods.',
      token: 'service',
      body: LoginRequestWire,
      examples: [
        {
          title: 'opened',
          by: { scopes: 'methods:read' },
          body: ({ tenant, subject }) => ({ tenant, subject }),
          status: 200,
        },
        {
          title: 'scope missing',
          by: { scopes: 'methods:write' },
          body: ({ tenant, subject }) => ({ tenant, subject }),
          status: 403,
        },
        {
          title: 'nobody',
          by: { scopes: 'methods:read' },
          body: ({ tenant }) => ({ tenant, subject: 'nobody' }),
          status: 404,
        },
      ],
    },
  },
};
