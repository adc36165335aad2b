import type { Limits } from '#shared/casebook/graded'
import type { Language } from '#shared/study/definition'

const NUMBER = String.raw`\d+(?:[.,]\d+)?`
const both = new RegExp(String.raw`^(${NUMBER})\s*(?:[-–—;]|\s)\s*(${NUMBER})$`)
const one = new RegExp(String.raw`^(<=|>=|<|>|≤|≥)\s*(${NUMBER})$`)

/** Limits as people write them, each as text: `120-160`, `120 160`, `≤ 5`, `> 60`. Undefined where it is none of these. */
export function readLimits(typed: string): { readonly low: string; readonly high: string } | undefined {
  const text = typed.trim()
  if (text === '') return { low: '', high: '' }
  const [, low, high] = both.exec(text) ?? []
  if (low !== undefined && high !== undefined) return { low, high }
  const [, sign = '', limit] = one.exec(text) ?? []
  if (limit === undefined) return undefined
  return /[<≤]/.test(sign) ? { low: '', high: limit } : { low: limit, high: '' }
}

/** Limits as they are shown, and read back to the same: `120–160`, `≤ 5`, `≥ 60`; empty where there are none. */
export function showLimits({ lln, uln }: Limits, language: Language): string {
  const [low, high] = [lln?.toFixed(), uln?.toFixed()]
  const text =
    low !== undefined && high !== undefined
      ? `${low}–${high}`
      : high !== undefined
        ? `≤ ${high}`
        : low !== undefined
          ? `≥ ${low}`
          : ''
  return language === 'en' ? text : text.replaceAll('.', ',')
}
