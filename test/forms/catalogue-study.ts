import { codeList, date, defineForm, defineStudy, type Form } from '#forms/define'
import { yesNoUnknown } from '#forms/code-lists'
import { toxicityOf } from '#forms/common/agents'
import { adverseEvent } from '#forms/common/adverse-event'
import { concomitantMedicationWith } from '#forms/common/concomitant-medication'
import { demographicsWith } from '#forms/common/demographics'
import { eligibility } from '#forms/common/eligibility'
import { examination } from '#forms/common/examination'
import { echocardiogram, electrocardiogram } from '#forms/common/heart'
import { informedConsentWith } from '#forms/common/informed-consent'
import { biochemistryForm, haematologyForm } from '#forms/common/laboratory'
import { coagulationForm, everolimusLaboratory, markersForm } from '#forms/common/laboratory-panels'
import { medicalHistory } from '#forms/common/medical-history'
import { pregnancyTest } from '#forms/common/pregnancy-test'
import { priorPrrt } from '#forms/common/prior-prrt'
import { priorTherapy } from '#forms/common/prior-therapy'
import { randomisation, registration } from '#forms/common/registration'
import { renalLaboratory } from '#forms/common/renal-laboratory'
import { tumourHistory } from '#forms/common/tumour-history'
import { visit } from '#forms/common/visit'
import { vitalSigns } from '#forms/common/vital-signs'
import { StudyId } from '#shared/ids'

/** Stands for the form of everolimus periods: the dates that medicines are held against. */
const period = defineForm({
  oid: 'EXEV',
  title: { en: 'Everolimus', fr: 'Évérolimus' },
  repeating: true,
  nameItem: 'ECSTDAT',
  groups: {
    PERIOD: {
      items: {
        ECSTDAT: date({ label: { en: 'Start', fr: 'Début' } }),
        ECENDAT: date({ label: { en: 'End', fr: 'Fin' } }),
      },
    },
  },
})

const overlaps = { en: 'Taken together with everolimus.', fr: "Pris en même temps que l'évérolimus." }
const during = { form: 'EXEV', start: 'ECSTDAT', end: 'ECENDAT' }

const visits = [
  visit,
  informedConsentWith('ICFBIO', 'ICFGEN', 'ICFLTFU'),
  demographicsWith({ contraceptionOf: 'women-and-men', race: true }),
  tumourHistory({
    population: {
      sites: ['PANCREAS', 'JEJUNUM_ILEUM', 'UNKNOWN_MIDGUT_LIKELY'],
      message: { en: 'Not a primary that this study takes.', fr: "Pas une tumeur primitive de l'étude." },
    },
    progression: true,
    comparison: true,
  }),
  priorPrrt({ longestSpan: 364 }),
  vitalSigns('ECOG'),
  examination,
  haematologyForm,
  biochemistryForm,
  everolimusLaboratory,
  coagulationForm,
  renalLaboratory('LMR18-CAPA'),
  markersForm,
  pregnancyTest('ultrasound'),
  electrocardiogram,
  echocardiogram,
  eligibility('1.0', [
    { id: 'CA-I01', kind: 'inclusion', text: { en: 'Consent', fr: 'Consentement' } },
    { id: 'CA-E01', kind: 'exclusion', text: { en: 'Pregnancy', fr: 'Grossesse' } },
  ]),
  registration,
  randomisation({
    arms: codeList('ARMCD', { A: { en: 'Arm A', fr: 'Bras A' }, B: { en: 'Arm B', fr: 'Bras B' } }),
    subArm: 'ARMCD == "A" ? "A1" : "B1"',
    strata: [{ label: { en: 'Functioning', fr: 'Fonctionnelle' }, codeList: yesNoUnknown }],
    firstDoseWithin: 28,
  }),
]

const logs = [
  medicalHistory,
  priorTherapy,
  period,
  // There are no doses in it that could say who received what.
  adverseEvent([{ code: 'LU', name: toxicityOf.LU.name, action: true }]),
  concomitantMedicationWith(
    { id: 'X029-CYP', flag: 'CYP3A4_STRONG_INH', during, message: overlaps },
    {
      id: 'X029-SSA',
      flag: 'LA_SSA',
      during,
      unless: { holds: 'NET.FUNCT == "Y"', fails: { 'NET.FUNCT': 'N' } },
      message: overlaps,
    },
  ),
]

const event = (oid: string, kind: 'scheduled' | 'log', forms: readonly Form[]) => ({
  oid,
  title: { en: oid, fr: oid },
  kind,
  forms,
})

/** A study of nobody's that asks every form of the catalogue up to the concomitant medication, with all that can differ. */
export const catalogueStudy = defineStudy({
  study: {
    id: StudyId.parse('NCT00000010'),
    name: 'CATALOGUE',
    title: { en: 'Every form', fr: 'Tous les formulaires' },
  },
  name: '1.0',
  arms: [],
  anchors: [],
  events: [event('SCR', 'scheduled', visits), event('C1', 'scheduled', visits), event('LOG', 'log', logs)],
  visitDate: { form: visit, item: 'SVSTDTC' },
  signing: [],
})
