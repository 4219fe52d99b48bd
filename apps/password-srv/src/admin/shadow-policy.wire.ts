import type { Forecast, ShadowOnTrial } from '#libs/credentials';
import type { Language } from '#libs/password-policy';
import { sayForecast } from '#libs/password-policy';

export const shadowWire = ({ trial }: ShadowOnTrial, language: Language) => ({
  policy: trial?.document ?? null,
  forecast: trial ? forecastWire(trial.forecast, language) : null,
});

const forecastWire = (forecast: Forecast, language: Language) => ({
  since: forecast.since.toISOString(),
  seen: forecast.seen,
  would_fail: forecast.wouldFail,
  share: forecast.share,
  violations: Object.fromEntries(forecast.violations),
  days: forecast.days.map(({ day, seen, wouldFail, violations }) => ({
    day,
    seen,
    would_fail: wouldFail,
    violations: Object.fromEntries(violations),
  })),
  not_judged: forecast.notJudged,
  text: sayForecast(language),
});
