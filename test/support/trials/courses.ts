import { nelmasFollowed } from '../../../server/demo/script/nelmas'
import { netRetreatEverolimus } from '../../../server/demo/script/net-retreat'
import { netter2Control } from '../../../server/demo/script/netter-2'
import { reLuthProgressed } from '../../../server/demo/script/re-luth'
import { type Script, type Visit, day } from '../../../server/demo/script/script'
import { startNetPersonalised } from '../../../server/demo/script/start-net'

/**
 * Participants of the five trials from consent to death, with few visits: those that lead to the next phase. Of the others
 * nothing is entered, and no questionnaires.
 */

const QUESTIONNAIRES = ['QLQ', 'GIN', 'EQ5', 'HRU']

interface Shortened {
  /** The visits that take place, by their codes. */
  readonly only: readonly string[]
  /** Days from the last of them to death. */
  readonly left: number
}

function shortened(script: Script, { only, left }: Shortened): Script {
  const kept = script.visits.filter(({ event }) => only.includes(event))
  const last = kept.at(-1)?.on ?? ''
  const end: Visit = { event: 'OUT', on: day(last, left), only: ['DTH'] }
  const visits = [...kept, end].map((visit) => ({ ...visit, without: [...(visit.without ?? []), ...QUESTIONNAIRES] }))
  return { ...script, visits }
}

/** Two cycles, after which the next would bring the kidneys above 30 Gy. */
export const startNet = (on: string): Script =>
  shortened(startNetPersonalised(on, 'N', ['12.1', '11.4']), {
    only: ['SCR', 'RAND', 'C1', 'C1-DEC', 'C2', 'C2-DEC', 'EOT', 'FU-3'],
    left: 40,
  })

/** Octreotide alone, progression, one Lutathera after crossover, progression. */
export const netter2 = (on: string): Script =>
  shortened(netter2Control(on), {
    only: ['SCR', 'RAND', 'D1', 'PD', 'EOT', 'XSCR', 'X1', 'XEOT', 'XPD'],
    left: 90,
  })

/** Everolimus, progression, Lu-177 after crossover, the second progression. */
export const netRetreat = (on: string): Script =>
  shortened(netRetreatEverolimus(on), {
    only: ['SCR', 'RAND', 'E1', 'LOG', 'PD', 'XSCR', 'XL1', 'EOT-XL', 'XPD', 'SURV-72'],
    left: 60,
  })

/** Progression in the run-in. */
export const reLuth = (on: string): Script =>
  shortened(reLuthProgressed(on), { only: ['INC', 'REG', 'R1', 'R2', 'EVR', 'RUNPD'], left: 12 })

/** Follow-up alone after surgery, recurrence. */
export const nelmas = (on: string): Script =>
  shortened(nelmasFollowed(day(on, -21)), {
    only: ['PREOP', 'SURG', 'SCR2', 'RAND', 'A6', 'MRI-6', 'PD', 'SURV-18'],
    left: 30,
  })
