/** Text that is safe to send as HTML: made by {@link markup}, or a constant of ours. */
export class Markup {
  constructor(readonly html: string) {}
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

type Piece = Markup | string | number | readonly Markup[];

/** Escapes everything that is put in, except what went through here before. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const parts = strings.map((text, index) => text + htmlOf(pieces[index] ?? ''));
  return new Markup(parts.join(''));
}

function htmlOf(piece: Piece): string {
  if (piece instanceof Markup) return piece.html;
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece));
  return piece.map(({ html }) => html).join('');
}
