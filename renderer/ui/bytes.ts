import type { UiLanguage } from './language'

function inUnit(bytes: number): readonly ['kilobyte' | 'megabyte' | 'gigabyte', number] {
  if (bytes < 1_000_000) return ['kilobyte', bytes / 1_000]
  return bytes < 1_000_000_000 ? ['megabyte', bytes / 1_000_000] : ['gigabyte', bytes / 1_000_000_000]
}

/** A size as people say it: "182.4 kB", in French "182,4 ko". */
export function showBytes(bytes: number, language: UiLanguage): string {
  const [unit, size] = inUnit(bytes)
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(size)
}
