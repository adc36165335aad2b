import { z } from 'zod'
import { hashOf } from '../canonical-json'
import { StudyId, type StudyVersionId } from '../ids'
import { CheckSource } from './check-source'
import { ConsentDef } from './consent-definition'
import { EligibilityDef } from './eligibility-definition'
import { GatesDef } from './gates-definition'
import { KioskDef } from './kiosk-definition'
import { LimitOfDef, RangeOfLaboratoryDef, ReferenceDef } from './limits-definition'
import { LinkDef } from './link-definition'
import { LogDef } from './log-definition'
import { Code, DecimalText, Expression, LocalText, Oid } from './names'
import { RandomisationDef } from './randomisation-definition'
import { ReviewDef } from './review-definition'
import { QuestionnairesDef } from './questionnaires-definition'
import { SafetyDef } from './safety-definition'
import { SourceDef } from './source-definition'
import { AnchorDef, ArmDef, AssignmentDef, MoveDef, PhaseDef, StudyEventDef, StudyNote } from './schedule-definition'
import { DictionaryDef } from './dictionaries'
import { TabulationDef } from './tabulation-definition'

/**
 * A study version: one JSON document, named by the hash of its canonical form, published by the server, pulled by
 * devices and kept with the data entered under it. Conditions, checks and derivations are CEL (see `rules/`).
 */

export { Language, LocalText, textIn } from './names'

/** Lowest and highest value, both allowed, in the item's first unit. Outside `soft`: ask; outside `hard`: gate a step. */
const Range = z.strictObject({ low: DecimalText.optional(), high: DecimalText.optional() })
export type Range = z.output<typeof Range>

/**
 * `value in the first unit = (value × factor + offset) ÷ divisor`; without them the offset is 0 and the divisor 1. The
 * divisor keeps a conversion such as °F to °C exact: no decimal factor is 5/9. The first unit has factor 1.
 */
export const UnitDef = z.strictObject({
  unit: z.string().min(1).max(40),
  factor: DecimalText,
  offset: DecimalText.optional(),
  divisor: DecimalText.optional(),
})
export type UnitDef = z.output<typeof UnitDef>

/**
 * The value of an item of another form, of all its visits: that of the latest on or before the date item `on` of this
 * form, else of the first within `after` days later. `dated` is the date item beside it.
 */
const LatestDef = z.strictObject({
  latest: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}\.[A-Za-z][A-Za-z0-9_]{0,39}$/),
  dated: Oid,
  on: Oid,
  after: z.int().min(0).max(365).optional(),
})
export type LatestDef = z.output<typeof LatestDef>

/**
 * A formula of `clinical/formulas.ts` with what each of its inputs is given: an item, which goes in with the unit it was
 * entered in, any other expression, or the latest of an item.
 */
export const FormulaDef = z.strictObject({
  formula: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  given: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,59}$/), z.union([Expression, LatestDef])),
})
export type FormulaDef = z.output<typeof FormulaDef>

const common = {
  oid: Oid,
  label: LocalText,
  help: LocalText.optional(),
  /** Missing without a reason is a finding; a condition makes it required only where it holds. */
  required: z.union([z.boolean(), Expression]).optional(),
  /** Shown and expected only where this holds. */
  when: Expression.optional(),
  /** "Not done", "unknown" … may be given instead of a value. */
  missing: z.boolean().optional(),
  /** Once it holds a value nobody changes it: who knows better says so in another record. */
  once: z.boolean().optional(),
  /** Where its answers come from, where that is not what its form says. */
  source: SourceDef.exactOptional(),
}

export const ItemDef = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    maxLength: z.int().positive().max(32_767).optional(),
    lines: z.int().positive().max(20).optional(),
    /** A term of this dictionary, found by searching it. */
    dictionary: z.literal('CTCAE-5.0').optional(),
    /** Filled in with the code of the term chosen in that item of the group; nobody types it. */
    codeOf: Oid.optional(),
    /** Refers to another record instead of saying it in words. */
    link: LinkDef.exactOptional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('integer'),
    units: z.array(UnitDef).optional(),
    soft: Range.optional(),
    hard: Range.optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('decimal'),
    units: z.array(UnitDef).optional(),
    /** Decimals shown of a converted value; what was typed is shown as typed. */
    decimals: z.int().min(0).max(6).optional(),
    soft: Range.optional(),
    hard: Range.optional(),
    limitOf: LimitOfDef.optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('date'),
    partial: z.boolean().optional(),
    /** Planned dates may lie ahead; others raise a finding. */
    future: z.boolean().optional(),
  }),
  z.strictObject({ ...common, type: z.literal('time') }),
  z.strictObject({ ...common, type: z.literal('datetime'), future: z.boolean().optional() }),
  z.strictObject({
    ...common,
    type: z.literal('code'),
    codeList: Oid,
    display: z.enum(['radio', 'select', 'search']).optional(),
    /** The grades 1 to 5, each with what it asks of the term chosen in that item of the group. */
    gradeOf: Oid.optional(),
  }),
  z.strictObject({ ...common, type: z.literal('multi'), codeList: Oid }),
  z.strictObject({
    ...common,
    type: z.literal('calculated'),
    expression: z.union([Expression, FormulaDef]),
    result: z.enum(['decimal', 'text', 'date']),
    /** A formula brings its own. */
    unit: z.string().max(40).optional(),
    /** As many are stored, shown and exported; other expressions calculate with the value before it is rounded. */
    decimals: z.int().min(0).max(6).optional(),
  }),
])
export type ItemDef = z.output<typeof ItemDef>

export const GroupDef = z.strictObject({
  oid: Code,
  title: LocalText.optional(),
  /** Rows the user adds, as a table. */
  repeating: z.boolean().optional(),
  /** `laboratory`: one line an analyte with value, unit and marks. */
  layout: z.enum(['list', 'laboratory']).optional(),
  reference: ReferenceDef.optional(),
  items: z.array(ItemDef).min(1).max(200),
})
export type GroupDef = z.output<typeof GroupDef>

/** How a finding weighs: gates a step, asks, alerts an investigator, proposes a deviation, informs. */
export const Severity = z.enum(['H', 'S', 'A', 'D', 'I'])
export type Severity = z.output<typeof Severity>

/** Item texts by oid (or `FORM.ITEM`), as typed. An item left out is missing. */
const CaseValues = z.record(z.string(), z.string())

export const CheckDef = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9-]{1,39}$/),
  severity: Severity,
  /** Where the finding is shown; the first is where it is answered. */
  items: z.array(Oid).min(1).max(20),
  /** True when all is well. Unknown (an input is missing or contested) raises nothing. */
  holds: Expression,
  message: LocalText,
  /** Left out where no protocol asks for it: the data would contradict themselves. */
  source: CheckSource.exactOptional(),
  /** The category that a deviation proposed by this check begins with: a code of the deviation form. */
  deviation: Code.exactOptional(),
  cases: z.strictObject({ holds: CaseValues, boundary: CaseValues, fails: CaseValues }),
})
export type CheckDef = z.output<typeof CheckDef>

export const FormDef = z.strictObject({
  oid: Code,
  title: LocalText,
  /** A log form: one instance an event, a drug, an illness. */
  repeating: z.boolean().optional(),
  /** What one instance of a repeating form is called in lists, e.g. the item `AETERM`. */
  nameItem: Oid.optional(),
  /** Its records as a table; left out, `logColumns` finds what to show. */
  log: LogDef.exactOptional(),
  /** What the form is to the app: adverse events go to review, proposed deviations are noted in `DV`. */
  domain: z.enum(['AE', 'CM', 'MH', 'SV', 'DV']).optional(),
  /** Where its answers come from; left out, they are entered directly. */
  source: SourceDef.exactOptional(),
  /** Participants may answer it by themselves. */
  kiosk: KioskDef.exactOptional(),
  groups: z.array(GroupDef).min(1).max(60),
  checks: z.array(CheckDef).max(200),
})
export type FormDef = z.output<typeof FormDef>

export const CodeListDef = z.strictObject({
  oid: Oid,
  codes: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Za-z0-9_.+-]{1,60}$/),
        text: LocalText,
        /** The CDISC submission value, where it is not the code with a space for each underscore. */
        submission: z.string().min(1).max(200).optional(),
      }),
    )
    .min(1)
    .max(2_000),
})
export type CodeListDef = z.output<typeof CodeListDef>

export const StudyVersion = z.strictObject({
  format: z.literal(1),
  study: z.strictObject({
    id: StudyId,
    name: z.string().min(1).max(60),
    title: LocalText,
    sponsorCode: z.string().max(60).optional(),
  }),
  /** What people call this version, e.g. `1.0`. */
  name: z.string().min(1).max(40),
  /** In a sentence, what is different in it, for those who decide whether to work by it. */
  about: LocalText.exactOptional(),
  /** What is new in it has to be learnt: nobody enters anything by it on a training of before this day. */
  training: z.strictObject({ since: z.iso.date() }).exactOptional(),
  consent: ConsentDef.exactOptional(),
  arms: z.array(ArmDef).max(20),
  /** Where the forms say which arm a participant is in. */
  assignment: AssignmentDef.optional(),
  /** In the order in which participants go through them; everyone begins in the first. */
  phases: z.array(PhaseDef).max(20).optional(),
  moves: z.array(MoveDef).max(40).optional(),
  anchors: z.array(AnchorDef).max(60),
  /** Anchors after which nothing more is planned, such as death. */
  ends: z.array(Oid).max(10).optional(),
  events: z.array(StudyEventDef).min(1).max(400),
  /** What is only recalled or assumed and stands nowhere else: for the data manager, until the sponsor has said. */
  notes: z.array(StudyNote).max(200).optional(),
  forms: z.array(FormDef).min(1).max(120),
  codeLists: z.array(CodeListDef).max(300),
  /** The date of a visit: an item of a form that every visit has, shown at the head of each form of that visit. */
  visitDate: z.strictObject({ form: Code, item: Oid }),
  /** The anchors that begin a course: the last result on or before the latest of them is what later ones are graded against. */
  baselines: z.array(Oid).max(20).exactOptional(),
  /** Reference ranges that the laboratories of the study gave, where they are known to it. */
  ranges: z.array(RangeOfLaboratoryDef).max(5_000).exactOptional(),
  /** Roles that must sign, by form. */
  signing: z.array(z.strictObject({ form: Code, meaning: z.enum(['reviewed-adverse-event', 'data-correct']) })).max(60),
  review: ReviewDef.exactOptional(),
  /** Who is blamed for adverse events, which of them are marked, and how serious ones are reported. */
  safety: SafetyDef.exactOptional(),
  /** What is asked before a dose of each agent that the study gives. */
  gates: GatesDef.exactOptional(),
  /** Who may take part; left out where nobody has to be asked. */
  eligibility: EligibilityDef.exactOptional(),
  /** Left out where nobody is randomised. */
  randomisation: RandomisationDef.exactOptional(),
  /** How questionnaires are valued; what is left out nobody has said. */
  questionnaires: QuestionnairesDef.exactOptional(),
  /** The versions of the terminology and dictionaries that people code with, where the sponsor has named them. */
  dictionaries: z.array(DictionaryDef).max(20).exactOptional(),
  /** What becomes of forms in data sets; left out, what the names of their items say. */
  tabulation: TabulationDef.exactOptional(),
})
export type StudyVersion = z.output<typeof StudyVersion>

/** A study version is named by what it says. */
export const versionIdOf = (version: StudyVersion): StudyVersionId => hashOf(version) as string as StudyVersionId
