import type { EventMarkDef, SafetyDef, SuspectDef } from '#shared/study/safety-definition'
import type { Text } from '../define'
import { toxicityOf } from './agents'

type AgentCode = keyof typeof toxicityOf

/** Where the doses of each agent stand, by the names of the catalogue. */
const doses: Readonly<Record<AgentCode, NonNullable<SuspectDef['given']>>> = {
  LU: { form: 'EXLU', start: 'ECSTDTM', amount: 'LUPRESC' },
  AA: { form: 'EXAA', start: 'AASTDTM' },
  OCT: { form: 'EXOCT', start: 'ECSTDTM', amount: 'ECDOSE' },
  EVE: { form: 'EXEV', start: 'ECSTDAT', end: 'ECENDAT', amount: 'ECDOSE' },
  TKI: { form: 'EXTKI', start: 'ECSTDAT', end: 'ECENDAT', amount: 'ECDOSE' },
  CAP: { form: 'EXCAP', start: 'ECSTDAT', end: 'ECENDAT', amount: 'ECDOSE' },
}

const labelled = {
  from: 'label' as const,
  section: { en: 'Dose modification', fr: 'Adaptation de la dose', sv: 'Dosändring' },
}
const assumed = {
  from: 'assumed' as const,
  section: { en: 'Special interest', fr: 'Intérêt particulier', sv: 'Särskilt intresse' },
  note: {
    en: 'Which CTCAE terms show it was taken; the sponsor’s list is not in the record.',
    fr: 'Termes CTCAE retenus par défaut ; la liste du promoteur n’est pas au registre.',
    sv: 'Vilka CTCAE-termer som visar den är antaget; sponsorns lista finns inte i registerposten.',
  },
}

const dose = (oid: string, title: Text, when: string): EventMarkDef => ({
  ...{ oid, title, when },
  kind: 'dose-modifying',
  source: labelled,
})

const special = (oid: string, title: Text, ...terms: readonly string[]): EventMarkDef => ({
  ...{ oid, title, when: `given(AESI) ? AESI == "${oid}" : AECTC in [${terms.map((term) => `"${term}"`).join(', ')}]` },
  kind: 'special-interest',
  source: assumed,
})

const graded = (term: string, grades: string): string => `AECTC == "${term}" && AETOXGR in [${grades}]`
const [fromTwo, fromThree] = ['"2", "3", "4"', '"3", "4"']

/** Toxicities that change the next dose of 177Lu, as its label tells them by term and grade. */
const lutetiumMarks: readonly EventMarkDef[] = [
  dose(
    'DMT-PLT',
    { en: 'Low platelets', fr: 'Thrombopénie', sv: 'Låga trombocyter' },
    graded('Platelet count decreased', fromTwo),
  ),
  dose('DMT-HGB', { en: 'Anaemia', fr: 'Anémie', sv: 'Anemi' }, graded('Anemia', fromThree)),
  dose(
    'DMT-ANC',
    { en: 'Low neutrophils', fr: 'Neutropénie', sv: 'Låga neutrofiler' },
    graded('Neutrophil count decreased', fromThree),
  ),
  dose(
    'DMT-WBC',
    { en: 'Low white cells', fr: 'Leucopénie', sv: 'Låga leukocyter' },
    graded('White blood cell decreased', fromThree),
  ),
  dose(
    'DMT-OTHER',
    { en: 'Other, grade 3 or 4', fr: 'Autre, grade 3 ou 4', sv: 'Annan, grad 3 eller 4' },
    `AETOXGR in [${fromThree}] && !(AECTC in ["Platelet count decreased", "Anemia", "Neutrophil count decreased", ` +
      `"White blood cell decreased"]) && !(given(AEREL_LU) && AEREL_LU in ["NOT_RELATED", "UNLIKELY"])`,
  ),
]

/** The site says itself that it does. */
const saidToModify = dose('DMT', { en: 'Changes the dose', fr: 'Modifie la dose', sv: 'Ändrar dosen' }, 'AEDMT == "Y"')

const specialMarks: readonly EventMarkDef[] = [
  special(
    'NEPHROTOX',
    { en: 'Kidney toxicity', fr: 'Toxicité rénale', sv: 'Njurtoxicitet' },
    ...['Acute kidney injury', 'Chronic kidney disease', 'Creatinine increased'],
  ),
  special(
    'MDS_ACUTE_LEUK',
    {
      en: 'Myelodysplasia or acute leukaemia',
      fr: 'Myélodysplasie ou leucémie aiguë',
      sv: 'Myelodysplasi eller akut leukemi',
    },
    ...['Myelodysplastic syndrome', 'Leukemia secondary to oncology chemotherapy'],
  ),
  special(
    'SECOND_MALIGNANCY',
    { en: 'Second cancer', fr: 'Second cancer', sv: 'Sekundär cancer' },
    'Treatment related secondary malignancy',
  ),
  special('HEPATOTOX', { en: 'Liver toxicity', fr: 'Toxicité hépatique', sv: 'Levertoxicitet' }, 'Hepatic failure'),
  special(
    'HYPERSENSITIVITY',
    { en: 'Hypersensitivity', fr: 'Hypersensibilité', sv: 'Överkänslighet' },
    ...['Allergic reaction', 'Anaphylaxis', 'Infusion related reaction'],
  ),
  special('HYPERKALAEMIA', { en: 'High potassium', fr: 'Hyperkaliémie', sv: 'Högt kalium' }, 'Hyperkalemia'),
  special(
    'EXTRAVASATION',
    { en: 'Extravasation', fr: 'Extravasation', sv: 'Extravasering' },
    'Infusion site extravasation',
  ),
  special('TUMOUR_LYSIS', { en: 'Tumour lysis', fr: 'Lyse tumorale', sv: 'Tumörlys' }, 'Tumor lysis syndrome'),
  special('PNEUMONITIS', { en: 'Pneumonitis', fr: 'Pneumopathie', sv: 'Pneumonit' }, 'Pneumonitis'),
  special(
    'HAND_FOOT',
    { en: 'Hand-foot syndrome', fr: 'Syndrome main-pied', sv: 'Hand-fotsyndrom' },
    'Palmar-plantar erythrodysesthesia syndrome',
  ),
  {
    oid: 'AESI',
    kind: 'special-interest',
    title: { en: 'Special interest', fr: 'Intérêt particulier', sv: 'Särskilt intresse' },
    when: 'given(AESI) && AESI in ["HAEMATOTOX", "HORMONAL_CRISIS", "CARDIAC"]',
    source: assumed,
  },
]

/** The safety part of a study that gives these agents on the forms of the catalogue, and reports serious events on SAE. */
export const safetyOf = (...agents: readonly AgentCode[]): SafetyDef => ({
  suspects: agents.map((code) => suspect(code, doses[code])),
  marks: [saidToModify, ...lutetiumMarks, ...specialMarks],
  report: { form: 'SAE', hours: 24 },
})

/** The same where the study records no doses, nor whether an event changes one, nor reports. */
export const safetyWithoutDoses = (...agents: readonly AgentCode[]): SafetyDef => ({
  suspects: agents.map((code) => suspect(code)),
  marks: [...lutetiumMarks, ...specialMarks],
})

function suspect(code: AgentCode, given?: SuspectDef['given']): SuspectDef {
  const { name, action } = toxicityOf[code]
  const asked = { relation: `AEREL_${code}`, ...(action && { action: `AEACN_${code}` }) }
  return { code, name, ...asked, ...(given && { given }) }
}
