/**
 * RECIST 1.1 once more, from the tables of the catalogue (section 7) and of the paper alone, in tenths of a millimetre:
 * sums and responses of a course, and the best overall response over all pairs of visits.
 */

export interface Lesion {
  readonly nodal: boolean
  readonly tenths: number
}
export interface Look {
  /** Null where a lesion was not assessed. */
  readonly tenths: readonly (number | null)[]
  readonly nonTarget: 'CR' | 'NON-CR/NON-PD' | 'PD' | 'NE' | null
  readonly newLesion: boolean
}

/** Target and overall response of every visit, as `validate` names them. */
export function responses(baseline: readonly Lesion[], looks: readonly Look[]): readonly string[] {
  const base = baseline.reduce((sum, { tenths }) => sum + tenths, 0)
  return looks.map((look, at) => {
    // Nothing is carried from visit to visit: what was before is looked up anew.
    const before = looks.slice(0, at).flatMap(({ tenths }) => (tenths.includes(null) ? [] : [sumOf(tenths)]))
    const nadir = Math.min(base, ...before)
    const cleared = looks.slice(0, at).some((earlier) => isGone(baseline, earlier))
    const target = targetOf(baseline, look, { base, nadir, cleared })
    return `${target} ${overall(target, look)}`
  })
}

const sumOf = (tenths: readonly (number | null)[]): number => tenths.reduce<number>((sum, one) => sum + (one ?? 0), 0)

const isGone = (baseline: readonly Lesion[], { tenths }: Look): boolean =>
  baseline.every(({ nodal }, i) => {
    const size = tenths[i] ?? null
    return size !== null && (nodal ? size < 100 : size === 0)
  })

interface Before {
  readonly base: number
  readonly nadir: number
  readonly cleared: boolean
}

function targetOf(baseline: readonly Lesion[], look: Look, { base, nadir, cleared }: Before): string {
  const sum = sumOf(look.tenths)
  if (isGone(baseline, look)) return 'CR'
  if (cleared && baseline.some(({ nodal }, i) => !nodal && (look.tenths[i] ?? 0) > 0)) return 'PD'
  if (5 * (sum - nadir) >= nadir && sum - nadir >= 50) return 'PD'
  if (look.tenths.includes(null)) return 'NE'
  return 10 * sum <= 7 * base ? 'PR' : 'SD'
}

function overall(target: string, { nonTarget, newLesion }: Look): string {
  if (target === 'PD' || nonTarget === 'PD' || newLesion) return 'PD'
  if (target === 'CR') return nonTarget === null || nonTarget === 'CR' ? 'CR' : 'PR'
  return target
}

export interface Seen {
  readonly day: number
  readonly response: string
}

/** Best response with confirmation after 28 days and stable disease from day 42, by table 3 of the paper. */
export function best(seen: readonly Seen[]): { readonly confirmed: string; readonly unconfirmed: string } {
  const end = seen.findIndex(({ response }) => response === 'PD')
  const upTo = end < 0 ? seen : seen.slice(0, end)
  const stable = upTo.some(({ day, response }) => day >= 42 && ['CR', 'PR', 'SD'].includes(response))
  const neither = upTo.some(({ day, response }) => day >= 42 && response === 'NON-CR/NON-PD')
  const rest = stable ? 'SD' : neither ? 'NON-CR/NON-PD' : end < 0 ? 'NE' : 'PD'
  const had = (response: string) => upTo.some((one) => one.response === response)
  const twice = (allowed: readonly string[]) =>
    upTo.some((first, i) =>
      upTo.some((last, j) => {
        if (j <= i || last.day - first.day < 28 || first.response !== allowed[0]) return false
        const span = upTo.slice(i, j + 1).map(({ response }) => response)
        const firstCr = span.indexOf('CR')
        const fellBack = firstCr >= 0 && span.slice(firstCr).includes('PR')
        const open = span.filter((response) => response === 'NE').length
        return last.response !== 'NE' && open <= 1 && !fellBack && span.every((one) => one === 'NE' || allowed.includes(one)) // prettier-ignore
      }),
    )
  return {
    confirmed: twice(['CR']) ? 'CR' : twice(['PR', 'CR']) ? 'PR' : rest,
    unconfirmed: had('CR') ? 'CR' : had('PR') ? 'PR' : rest,
  }
}
