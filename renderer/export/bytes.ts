import type { UiLanguage } from '../ui/language'

/** A size as people say it: "182.4 kB", in French "182,4 ko". */
export function showBytes(bytes: number, language: UiLanguage): string {
  const [unit, size] =
    bytes < 1_000_000 ? (['kilobyte', bytes / 1_000] as const) : (['megabyte', bytes / 1_000_000] as const)
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(size)
}
