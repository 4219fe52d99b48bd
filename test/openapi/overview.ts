import type { DescribedRoute, Interface } from './description.js';

const HEAD = `# Interfaces

Every interface is a thin layer over the same operations, with its own words for the same outcomes. The
OpenAPI documents beside each table hold bodies and answers; every example in them was sent to the
running services. For all of them: JSON in UTF-8, at most 16 KiB, unknown and duplicate fields refused;
429 and 503 carry \`Retry-After\`; an \`Idempotency-Key\` makes every change and first password safe to
repeat ([integrating.md](integrating.md)). What existing clients send, word for word, and what they get
is in [published-requests.md](published-requests.md).
`;

const TOKENS: Record<DescribedRoute['token'], string> = {
  none: '-',
  person: "the person's",
  admin: "a tenant admin's",
  service: "a service's",
};

/** One section per interface. */
export const overview = (interfaces: readonly Interface[]): string =>
  [HEAD, ...interfaces.map(section)].join('\n');

const section = ({ name, title, description, notes, routes }: Interface): string => `## ${title}

${description} [OpenAPI](openapi/${name}.json)

| route | token | what | answers |
|---|---|---|---|
${Object.entries(routes).map(row).join('\n')}

${notes.map((note) => `- ${note}`).join('\n')}
`;

function row([name, { token, summary, examples }]: [string, DescribedRoute]): string {
  const answers = [...new Set(examples.map(({ status }) => status))].sort((a, b) => a - b);
  return `| \`${name}\` | ${TOKENS[token]} | ${summary} | ${answers.join(', ')} |`;
}
