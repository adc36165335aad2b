import type { AnchorDef, StudyNote } from '#shared/study/schedule-definition'
import type { Form, StudyDesign } from '../define'
import { aminoAcids } from './amino-acids'
import { protocolDeviation } from './deviation'
import { doseModification } from './dose-modification'
import { death, lostToFollowUp, withdrawal } from './end-of-participation'
import { examination } from './examination'
import { followUp, laterTreatment } from './follow-up'
import { echocardiogram, electrocardiogram } from './heart'
import { biochemistryForm, haematologyForm } from './laboratory'
import { coagulationForm, everolimusLaboratory, markersForm } from './laboratory-panels'
import { medicalHistory } from './medical-history'
import { priorTherapy } from './prior-therapy'
import { eq5dForm, qlqC30Form, qlqGiNet21Form } from './questionnaires'
import { seriousAdverseEvent } from './serious-adverse-event'
import { newLesions, nonTargetLesions, targetLesions } from './tumour-lesions'
import { assumption } from '../visits'
import { visit } from './visit'

/** The forms that no study varies; a study takes with it those that its visits ask. */
export const unvaried = {
  SV: visit,
  PE: examination,
  LBH: haematologyForm,
  LBC: biochemistryForm,
  LBE: everolimusLaboratory,
  LBK: coagulationForm,
  LBM: markersForm,
  ECG: electrocardiogram,
  ECHO: echocardiogram,
  MH: medicalHistory,
  PTX: priorTherapy,
  EXAA: aminoAcids,
  TUTL: targetLesions,
  TUNT: nonTargetLesions,
  TUNL: newLesions,
  QLQ: qlqC30Form,
  GIN: qlqGiNet21Form,
  EQ5: eq5dForm,
  SAE: seriousAdverseEvent,
  FU: followUp,
  SUBTX: laterTreatment,
  DV: protocolDeviation,
  DMT: doseModification,
  DTH: death,
  WD: withdrawal,
  LTF: lostToFollowUp,
} as const satisfies Readonly<Record<string, Form>>

/** Dates that every study counts from or ends with. */
export const usualAnchors: readonly AnchorDef[] = [
  { oid: 'RAND', form: 'RAND', item: 'RANDDAT' },
  { oid: 'DEATH', form: 'DTH', item: 'DTHDAT' },
  { oid: 'WITHDRAWN', form: 'WD', item: 'WDDAT', when: 'WDTYPE == "FULL_CONSENT" || WDTYPE == "TREATMENT_AND_VISITS"' },
  { oid: 'OFFDRUG', form: 'WD', item: 'WDDAT' },
]

/** A consent to the study as a whole: the first one, and one that was asked again because the study changed. */
export const usualConsent = { form: 'ICF', date: 'DSSTDAT', when: 'ICFTYPE in ["MAIN", "RECONSENT"]' }

/**
 * The first dose of a course: what was measured on its day or before it is what later results are graded against, as the
 * records leave open.
 */
export const firstDose = (phase: string): AnchorDef => ({
  ...{ oid: 'DOSE1', phase, form: 'EXLU', item: 'ECSTDTM' },
  source: assumption({
    en: 'Results are graded against the last one on or before the first dose of the course, or randomisation.',
    fr: 'Les résultats sont gradés par rapport au dernier avant ou le jour de la première dose de la phase, ou de la randomisation.',
    sv: 'Resultat graderas mot det sista på eller före omgångens första dos, eller randomiseringen.',
  }),
})

/** Which forms a site copies from records it keeps elsewhere, until its list of sources says so. */
export const sourcesAssumed = {
  about: 'SOURCE',
  source: assumption({
    en: 'Which forms are copied from other records is assumed until the list of source documents is agreed with the sites.',
    fr: 'Les formulaires recopiés d’autres documents sont supposés, jusqu’à la liste des documents sources convenue avec les centres.',
    sv: 'Vilka formulär som överförs från andra handlingar är antaget tills förteckningen över källdokument är överenskommen.',
  }),
} satisfies StudyNote

/** Nothing more is planned after these. */
export const usualEnds = ['DEATH', 'WITHDRAWN'] as const

/** Visits nobody planned, and what ends someone's part in the study: entered when it happens. */
export const unplanned = (forms: readonly Form[]): StudyDesign['events'] => [
  {
    oid: 'OUT',
    title: { en: 'Leaving the study', fr: 'Sortie de l’étude', sv: 'Lämnar studien' },
    kind: 'scheduled',
    forms: [visit, death, withdrawal, lostToFollowUp],
  },
  {
    oid: 'UNS',
    title: { en: 'Unscheduled visit', fr: 'Visite imprévue', sv: 'Extra besök' },
    kind: 'unscheduled',
    forms,
  },
]
