import { coagulation, markers, metabolism } from '../analytes'
import { code, codeList, defineForm, type Text, text } from '../define'
import { abnormal, fasting, panelChecks, reference, sample } from './laboratory-sample'

/** The panels beside haematology and biochemistry (`laboratory.ts`) and the kidney (`renal-laboratory.ts`). */

const results = { en: 'Results', fr: 'Résultats', sv: 'Resultat' }
const sampled = { en: 'Sample', fr: 'Prélèvement', sv: 'Prov' }

const serology = codeList('SEROLOGY', {
  NEG: { en: 'Negative', fr: 'Négatif', sv: 'Negativt', submission: 'NEGATIVE' },
  POS: { en: 'Positive', fr: 'Positif', sv: 'Positivt', submission: 'POSITIVE' },
  INDET: { en: 'Unclear', fr: 'Indéterminé', sv: 'Oklart', submission: 'INDETERMINATE' },
})

/** Looked for once, before everolimus. */
const virus = (label: Text) => code({ label, codeList: serology, display: 'radio', missing: true })

/** LBE: what everolimus asks for beside the biochemistry. */
export const everolimusLaboratory = defineForm({
  oid: 'LBE',
  source: 'transcribed',
  title: { en: 'Laboratory for everolimus', fr: 'Biologie pour évérolimus', sv: 'Lab för everolimus' },
  groups: {
    SAMPLE: {
      title: sampled,
      items: { ...sample, LBFAST: fasting('given(GLUC) || given(TRIG) || given(CHOL)') },
    },
    RESULTS: { title: results, layout: 'laboratory', reference, items: metabolism },
    SEROLOGY: {
      title: { en: 'Hepatitis, once', fr: 'Hépatites, une fois', sv: 'Hepatit, en gång' },
      items: {
        HBSAG: virus({ en: 'Hepatitis B surface antigen', fr: 'Antigène HBs', sv: 'HBsAg (hepatit B)' }),
        HBCAB: virus({ en: 'Hepatitis B core antibody', fr: 'Anticorps anti-HBc', sv: 'Anti-HBc (hepatit B)' }),
        HCVAB: virus({ en: 'Hepatitis C antibody', fr: 'Anticorps anti-VHC', sv: 'Anti-HCV (hepatit C)' }),
      },
    },
    ABNORMAL: abnormal('LBE', metabolism),
  },
  checks: panelChecks('LBE', metabolism),
})

const { HBA1C } = metabolism
const glycation = { HBA1C }

/** LBE where everolimus is not given: glycated haemoglobin alone. */
export const glycationForm = defineForm({
  oid: 'LBE',
  source: 'transcribed',
  title: { en: 'HbA1c', fr: 'HbA1c', sv: 'HbA1c' },
  groups: {
    SAMPLE: { title: sampled, items: sample },
    RESULTS: { title: results, layout: 'laboratory', reference, items: glycation },
    ABNORMAL: abnormal('LBE', glycation),
  },
  checks: panelChecks('LBE', glycation),
})

/** LBK: coagulation. */
export const coagulationForm = defineForm({
  oid: 'LBK',
  source: 'transcribed',
  title: { en: 'Coagulation', fr: 'Coagulation', sv: 'Koagulation' },
  groups: {
    SAMPLE: { title: sampled, items: sample },
    RESULTS: { title: results, layout: 'laboratory', reference, items: coagulation },
    ABNORMAL: abnormal('LBK', coagulation),
  },
  checks: panelChecks('LBK', coagulation),
})

/** LBM: tumour markers. */
export const markersForm = defineForm({
  oid: 'LBM',
  source: 'transcribed',
  title: { en: 'Tumour markers', fr: 'Marqueurs tumoraux', sv: 'Tumörmarkörer' },
  groups: {
    SAMPLE: { title: sampled, items: sample },
    RESULTS: { title: results, layout: 'laboratory', reference, items: markers },
    ASSAY: {
      items: {
        CGAASSAY: text({
          label: { en: 'Assay of chromogranin A', fr: 'Méthode de la chromogranine A', sv: 'Metod för kromogranin A' },
          help: {
            en: 'Maker and name: results of two assays are never compared.',
            fr: 'Fabricant et nom : deux méthodes ne se comparent jamais.',
            sv: 'Tillverkare och namn: resultat från två metoder jämförs aldrig.',
          },
          maxLength: 100,
          when: 'given(CGA) || given(CGAMOL)',
          required: true,
        }),
      },
    },
    ABNORMAL: abnormal('LBM', markers),
  },
  checks: [
    ...panelChecks('LBM', markers),
    {
      id: 'LBM-01',
      severity: 'S',
      items: ['CGAASSAY'],
      holds: 'CGAASSAY == earlier.CGAASSAY',
      message: {
        en: 'Another assay than before: chromogranin A cannot be compared with the earlier results.',
        fr: 'Autre méthode que précédemment : la chromogranine A ne se compare pas aux résultats antérieurs.',
        sv: 'En annan metod än tidigare: kromogranin A kan inte jämföras med de tidigare resultaten.',
      },
      cases: {
        holds: { 'LBM.CGAASSAY': 'Maker A', CGAASSAY: 'Maker A' },
        boundary: { 'LBM.CGAASSAY': 'Maker A', CGAASSAY: 'Maker A' },
        fails: { 'LBM.CGAASSAY': 'Maker A', CGAASSAY: 'Maker B' },
      },
    },
  ],
})
