import { PartialDate } from '../partial-date'
import { type Outcome, ruleOf } from '../rules/rule'
import type { CriterionDef, EligibilityDef, EligibilityPhaseDef } from '../study/eligibility-definition'
import { environmentFor, valueOfParameter } from './environment'
import { type Flag, flagOf } from './flags'
import { type Evidence, Log, type Missing } from './log'
import type { Reading } from './reading'
import type { Asking } from './row'
import { CasebookRows } from './rows'

/** `judgement`: nothing is missing but the investigator's word. */
export type Answer = 'true' | 'false' | 'unknown' | 'judgement'

/** What the investigator said of a criterion's own text: Y that it is true. */
export type Judgements = Readonly<Record<string, string | undefined>>

export interface CriterionAnswer {
  readonly id: string
  readonly kind: CriterionDef['kind']
  readonly mode: CriterionDef['mode']
  /** The truth of the criterion's own text: an exclusion that is `true` excludes. */
  readonly answer: Answer
  /** What the data alone say; undefined for a judgement. */
  readonly computed: Exclude<Answer, 'judgement'> | undefined
  readonly judged: 'Y' | 'N' | undefined
  /** It counts for the decision of this phase; elsewhere it informs. */
  readonly decides: boolean
  readonly evidence: readonly Evidence[]
  /** What could change an answer that is not known; empty otherwise. */
  readonly missing: readonly Missing[]
  /** The last day on which everything that speaks for the participant still counts, while its anchor has not come. */
  readonly expires?: string
  readonly flags: readonly Flag[]
}

export interface Eligibility {
  readonly phase: string
  /** In the order of the protocol. */
  readonly criteria: readonly CriterionAnswer[]
  /** False when something forbids it, null while anything is not known or not judged. */
  readonly eligible: boolean | null
}

export interface Question {
  readonly def: EligibilityDef
  /** An oid of a phase, or any code it is meant by. */
  readonly phase: string
  readonly reading: Reading
  /** Days that have come, by the names of the definition. */
  readonly anchors: Readonly<Record<string, PartialDate | undefined>>
  readonly arm?: string | undefined
  readonly judgements: Judgements
  /** The day of evaluation; without it no anchor has a day before it has come. */
  readonly today?: PartialDate | undefined
}

/** Answers every criterion of a phase from the data as they stand. Pure: the same question has the same answer. */
export function eligibilityOf(question: Question): Eligibility {
  const { def } = question
  const phase = phaseOf(def, question.phase)
  const answered = new Set([phase.oid, ...(phase.shows ?? [])])
  const criteria = def.criteria
    .filter(({ phases }) => phases.some((oid) => answered.has(oid)))
    .map((criterion) => answerOf(question, phase, criterion))
  return { phase: phase.oid, criteria, eligible: verdictOf(criteria) }
}

/** The phase of that oid or code; the first when none is meant. */
export function phaseOf({ phases }: EligibilityDef, named: string): EligibilityPhaseDef {
  const code = named.trim().toUpperCase()
  const found = phases.find(({ oid, codes }) => [oid, ...codes].some((one) => one.toUpperCase() === code))
  const first = found ?? phases[0]
  if (!first) throw new Error('eligibility without a phase')
  return first
}

function verdictOf(criteria: readonly CriterionAnswer[]): boolean | null {
  const deciding = criteria.filter(({ decides }) => decides)
  if (deciding.some(({ kind, answer }) => answer === unwanted(kind))) return false
  return deciding.every(({ answer }) => answer === 'true' || answer === 'false') ? true : null
}

const unwanted = (kind: CriterionDef['kind']): 'true' | 'false' => (kind === 'inclusion' ? 'false' : 'true')

function answerOf(question: Question, phase: EligibilityPhaseDef, criterion: CriterionDef): CriterionAnswer {
  const { id, kind, mode, rule, asks, flags = [] } = criterion
  const log = new Log()
  const own = criterion.phases.includes(phase.oid) ? phase : phaseOf(question.def, criterion.phases[0] ?? '')
  const facts = factsOf(question, own, log)
  const said = question.judgements[id]?.trim().toUpperCase()
  const judged = said === 'Y' || said === 'N' ? said : undefined
  const computed = rule === undefined ? undefined : truthOf(ask(question.def, rule, facts))
  const quiet = factsOf(question, own, new Log())
  const isAsked = mode === 'mixed' && (asks === undefined || truthOf(ask(question.def, asks, quiet)) !== 'false')
  const answer = combined(kind, computed, { judged: mode === 'computed' ? undefined : judged, isAsked })
  const holds = (when: string) => truthOf(ask(question.def, when, quiet)) === 'true'
  const speaksFor = answer !== 'unknown' && computed !== undefined && computed !== unwanted(kind)
  const expires = speaksFor ? log.lastDays.toSorted()[0] : undefined
  return {
    ...{ id, kind, mode, answer, computed, judged },
    decides: criterion.phases.includes(phase.oid) && (criterion.decides === undefined || holds(criterion.decides)),
    evidence: log.evidence,
    missing: answer === 'unknown' ? missingOf(log) : [],
    ...(expires !== undefined && { expires }),
    flags: [
      ...flags.filter(({ when }) => holds(when)).map(({ severity, text }) => ({ severity, text })),
      ...[...log.flags].map(flagOf),
    ],
  }
}

/**
 * The data and the investigator together. Either can forbid: an inclusion needs both, an exclusion holds when one of them
 * says so. What is not asked needs no word.
 */
function combined(
  kind: CriterionDef['kind'],
  computed: CriterionAnswer['computed'],
  { judged, isAsked }: { readonly judged: 'Y' | 'N' | undefined; readonly isAsked: boolean },
): Answer {
  const forbids = unwanted(kind)
  const word = judged === undefined ? undefined : judged === 'Y' ? 'true' : 'false'
  if (computed === undefined) return word ?? 'judgement'
  if (computed === forbids || word === forbids) return forbids
  if (computed === 'unknown') return 'unknown'
  return word === undefined && isAsked ? 'judgement' : computed
}

const truthOf = (outcome: Outcome): 'true' | 'false' | 'unknown' =>
  outcome.known && typeof outcome.value === 'boolean' ? (outcome.value ? 'true' : 'false') : 'unknown'

const ask = (def: EligibilityDef, expression: string, facts: Names): Outcome =>
  ruleOf(environmentFor(def), expression)(facts)

/** Everything that was lacking; where nothing was, what is known too little. */
function missingOf({ missing, evidence }: Log): readonly Missing[] {
  if (missing.length > 0) return missing
  return evidence.map(({ item }): Missing => ({ item, why: 'not-exact' }))
}

/** What the names of a rule stand for, each looked up when it is asked. */
class Names extends Map<string, unknown> {
  constructor(private readonly read: (name: string) => unknown) {
    super()
  }

  override get(name: string): unknown {
    return this.read(name)
  }
}

function factsOf(question: Question, phase: EligibilityPhaseDef, log: Log): Names {
  const { def, reading, anchors, arm, today } = question
  const asking: Asking = { dates: def.dates, log, today }
  const casebook = new CasebookRows(reading, asking)
  const facts: Names = new Names((name) => {
    if (name === 'casebook') return casebook
    if (name === 'arm') return arm ?? ''
    if (name === 'fixed') return Object.keys(anchors).filter((anchor) => anchors[anchor])
    if (name === 'entry') return anchorOf(question, phase.entry, facts, log)
    const parameter = def.parameters[name]
    return parameter ? valueOfParameter(parameter.value) : anchorOf(question, name, facts, log)
  })
  return facts
}

/** The day of an anchor, or what stands in for it before it has come. */
function anchorOf({ def, anchors, today }: Question, name: string, facts: Names, log: Log): PartialDate {
  const { at, or = [], today: evaluated } = def.anchors[name] ?? {}
  const given = anchors[name]
  if (given) return given
  const found = at === undefined ? undefined : ask(def, at, facts)
  if (found?.known && found.value instanceof PartialDate) return found.value
  const other = or.map((anchor) => anchors[anchor]).find((day) => day !== undefined)
  if (other) return other
  if (evaluated && today) return today
  return log.lack(name, 'missing')
}
