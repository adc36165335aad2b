import { adverseEvent } from '#forms/common/adverse-event'
import { aminoAcids } from '#forms/common/amino-acids'
import { capecitabineCourse, dpdTest } from '#forms/common/capecitabine-course'
import { demographics } from '#forms/common/demographics'
import { protocolDeviation } from '#forms/common/deviation'
import { doseModification } from '#forms/common/dose-modification'
import { dosimetry } from '#forms/common/dosimetry'
import { death, lostToFollowUp, withdrawal } from '#forms/common/end-of-participation'
import { endOfTreatment } from '#forms/common/end-of-treatment'
import { followUp, laterTreatment } from '#forms/common/follow-up'
import { informedConsent } from '#forms/common/informed-consent'
import { biochemistryForm, haematologyForm } from '#forms/common/laboratory'
import { liverSurgery, recurrenceImaging } from '#forms/common/liver-surgery'
import { lutetiumInfusion } from '#forms/common/lutetium-infusion'
import { fdgImaging, receptorImaging } from '#forms/common/nuclear-imaging'
import { octreotideInjection } from '#forms/common/octreotide-injection'
import { crossover, progression, retreatment } from '#forms/common/progression'
import { eq5dForm, qlqC30Form, qlqGiNet21Form } from '#forms/common/questionnaires'
import { resourceUse } from '#forms/common/resource-use'
import { biobankSample, netTest } from '#forms/common/samples'
import { seriousAdverseEvent } from '#forms/common/serious-adverse-event'
import { everolimusPeriod, kinaseInhibitorPeriod } from '#forms/common/tablet-periods'
import { tumourBoard } from '#forms/common/tumour-board'
import { newLesions, nonTargetLesions, targetLesions } from '#forms/common/tumour-lesions'
import { tumourResponse } from '#forms/common/tumour-response'
import { visit } from '#forms/common/visit'
import { vitalSigns } from '#forms/common/vital-signs'
import { code, codeList, date, defineForm, defineStudy, type Form } from '#forms/define'
import { netter2Lutetium } from '#forms/lutetium-gates'
import { StudyId } from '#shared/ids'

/** A study for tests that asks every form of treatment and outcome at two visits, each with all that a study can ask of it. */

const arms = codeList('ARMCD', { L: { en: 'Lutathera', fr: 'Lutathera' }, C: { en: 'Control', fr: 'Contrôle' } })

/** What allocation leaves behind, as far as the forms of treatment look at it. */
const allocation = defineForm({
  oid: 'RAND',
  title: { en: 'Randomisation', fr: 'Randomisation' },
  groups: {
    ALLOCATION: {
      items: {
        RANDDAT: date({ label: { en: 'Date', fr: 'Date' } }),
        ARMCD: code({ label: { en: 'Arm', fr: 'Bras' }, codeList: arms }),
      },
    },
  },
})

const adverseEvents = adverseEvent(
  [
    { code: 'LU', name: { en: 'Lutathera', fr: 'Lutathera' }, action: true },
    { code: 'AA', name: { en: 'amino acids', fr: 'les acides aminés' }, action: false },
  ],
  { coded: true, lutetium: true, death: true },
)

/** As a trial of DOTATATE with crossover asks it. */
export const lutetium = lutetiumInfusion({
  agent: 'LU177_DOTATATE',
  gates: [{ gate: netter2Lutetium }],
  courses: [
    { course: 'MAIN', opens: 'RAND.RANDDAT', arms: ['L'] },
    { course: 'CROSSOVER', opens: 'XOVR.XOVDAT', arms: ['C'] },
  ],
  mostOfLifeMbq: '14800',
  analogues: true,
})

const atVisits: readonly Form[] = [
  visit,
  informedConsent,
  demographics,
  vitalSigns('ECOG'),
  haematologyForm,
  biochemistryForm,
  allocation,
  lutetium,
  aminoAcids,
  capecitabineCourse({ arm: 'L' }),
  dpdTest,
  dosimetry({
    nextGbq: '7.5',
    kidneys: { limitGy: '30', alertGy: '27', arms: ['L'] },
    scanHours: [
      [18, 30],
      [72, 120],
      [144, 192],
    ],
    lesions: true,
  }),
  targetLesions,
  nonTargetLesions,
  newLesions,
  tumourResponse({ stableFromDays: 42 }),
  receptorImaging('twice-liver'),
  fdgImaging,
  qlqC30Form,
  qlqGiNet21Form,
  eq5dForm,
  netTest,
  progression({ recist: true }),
  crossover('4'),
  retreatment('4'),
  endOfTreatment([
    { code: 'LU', name: { en: 'Lu-177', fr: 'Lu-177' }, form: 'EXLU', item: 'ECSTDTM', instant: true },
    { code: 'EVE', name: { en: 'Everolimus', fr: 'Évérolimus' }, form: 'EXEV', item: 'ECENDAT' },
  ]),
  followUp,
  death,
  withdrawal,
  lostToFollowUp,
  liverSurgery,
  recurrenceImaging,
  resourceUse,
  tumourBoard({ reimbursement: true }),
]

const logs: readonly Form[] = [
  adverseEvents,
  seriousAdverseEvent,
  octreotideInjection({ follows: 'day' }),
  everolimusPeriod,
  kinaseInhibitorPeriod,
  biobankSample,
  laterTreatment,
  protocolDeviation,
  doseModification,
]

const visitNamed = (oid: string) => ({
  oid,
  title: { en: `Visit ${oid}`, fr: `Visite ${oid}` },
  kind: 'scheduled' as const,
  forms: atVisits,
})

/** With other forms in place of those of the same name. */
export const treatmentStudyWith = (...others: readonly Form[]) => {
  const exchanged = (forms: readonly Form[]) =>
    forms.map((form) => others.find(({ def }) => def.oid === form.def.oid) ?? form)
  return defineStudy({
    study: {
      id: StudyId.parse('NCT00000177'),
      name: 'All treatments',
      title: { en: 'A study of every treatment form', fr: 'Une étude de tous les formulaires' },
    },
    name: '1',
    arms: [],
    anchors: [],
    events: [
      ...['V1', 'V2', 'V3'].map((oid) => ({ ...visitNamed(oid), forms: exchanged(atVisits) })),
      { oid: 'LOG', title: { en: 'Log', fr: 'Journal' }, kind: 'log', forms: exchanged(logs) },
    ],
    visitDate: { form: visit, item: 'SVSTDTC' },
    gates: { lutetium: [{ form: 'EXLU', asks: netter2Lutetium }] },
    signing: [],
  })
}

export const treatmentStudy = treatmentStudyWith()
