import type { SVGTemplateResult, TemplateResult } from 'lit';
import { html, svg } from 'lit';

import type { ForecastDay } from '#libs/client';
import type { ScreenLanguage } from '#libs/screen-design';

/** In units of the drawing, which scales with the page. */
const [WIDTH, HEIGHT, FOOT] = [720, 160, 22];

export interface ChartWords {
  readonly title: string;
  readonly day: string;
  readonly seen: string;
  readonly wouldFail: string;
}

/** Passwords seen each day, and of these the ones that would fail. The table says the same. */
export function forecastChart(
  days: readonly ForecastDay[],
  language: ScreenLanguage,
  words: ChartWords,
): TemplateResult {
  const most = Math.max(1, ...days.map(({ seen }) => seen));
  const dayText = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const shown = days.map((day) => ({ ...day, name: dayText.format(new Date(day.day)) }));
  return html`<svg
      class="chart"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label=${words.title}
    >
      ${shown.map((day, index) => bars(day, index, shown.length, most))}
    </svg>
    <p class="legend hint">
      <span class="key seen"></span>${words.seen}
      <span class="key failing"></span>${words.wouldFail}
    </p>
    <div class="visually-hidden">
      <table>
        <caption>
          ${words.title}
        </caption>
        <tr>
          <th scope="col">${words.day}</th>
          <th scope="col">${words.seen}</th>
          <th scope="col">${words.wouldFail}</th>
        </tr>
        ${shown.map(
          (day) =>
            html`<tr>
              <th scope="row">${day.name}</th>
              <td>${day.seen}</td>
              <td>${day.would_fail}</td>
            </tr>`,
        )}
      </table>
    </div>`;
}

function bars(
  { seen, would_fail: failing, name }: ForecastDay & { readonly name: string },
  index: number,
  count: number,
  most: number,
): SVGTemplateResult {
  const step = WIDTH / Math.max(count, 7);
  const height = (amount: number) => (amount / most) * (HEIGHT - FOOT - 8);
  const x = index * step + step * 0.15;
  const bar = (kind: string, amount: number) =>
    svg`<rect class=${kind} x=${x} y=${HEIGHT - FOOT - height(amount)} width=${step * 0.7} height=${height(amount)} rx="3" />`;
  const every = Math.ceil(count / 10);
  const label =
    index % every === 0
      ? svg`<text x=${x + step * 0.35} y=${HEIGHT - 5} text-anchor="middle">${name}</text>`
      : undefined;
  return svg`${bar('seen', seen)}${bar('failing', failing)}${label}`;
}
