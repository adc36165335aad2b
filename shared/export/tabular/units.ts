/** Units that CDISC writes otherwise than people do (controlled terminology, code list UNIT). */
const written: Readonly<Record<string, string>> = {
  ms: 'msec',
  s: 'sec',
  h: 'HOURS',
  d: 'DAYS',
  days: 'DAYS',
  weeks: 'WEEKS',
  months: 'MONTHS',
  years: 'YEARS',
  '°C': 'C',
  ratio: 'RATIO',
}

/** A unit as data sets name it: CDISC's word, and no sign that is not in ASCII for micro. */
export const submissionUnit = (unit: string): string => written[unit] ?? unit.replace(/[\u00b5\u03bc]/g, 'u')
