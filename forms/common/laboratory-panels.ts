import { coagulation, markers, metabolism } from '../analytes'
import { code, codeList, defineForm, text } from '../define'
import { abnormal, fasting, panelChecks, reference, sample } from './laboratory-sample'

/** The panels beside haematology and biochemistry (`laboratory.ts`) and the kidney (`renal-laboratory.ts`). */

const results = { en: 'Results', fr: 'Résultats' }
const sampled = { en: 'Sample', fr: 'Prélèvement' }

const serology = codeList('SEROLOGY', {
  NEG: { en: 'Negative', fr: 'Négatif', submission: 'NEGATIVE' },
  POS: { en: 'Positive', fr: 'Positif', submission: 'POSITIVE' },
  INDET: { en: 'Unclear', fr: 'Indéterminé', submission: 'INDETERMINATE' },
})

/** Looked for once, before everolimus. */
const virus = (en: string, fr: string) =>
  code({ label: { en, fr }, codeList: serology, display: 'radio', missing: true })

/** LBE: what everolimus asks for beside the biochemistry. */
export const everolimusLaboratory = defineForm({
  oid: 'LBE',
  title: { en: 'Laboratory for everolimus', fr: 'Biologie pour évérolimus' },
  groups: {
    SAMPLE: {
      title: sampled,
      items: { ...sample, LBFAST: fasting('given(GLUC) || given(TRIG) || given(CHOL)') },
    },
    RESULTS: { title: results, layout: 'laboratory', reference, items: metabolism },
    SEROLOGY: {
      title: { en: 'Hepatitis, once', fr: 'Hépatites, une fois' },
      items: {
        HBSAG: virus('Hepatitis B surface antigen', 'Antigène HBs'),
        HBCAB: virus('Hepatitis B core antibody', 'Anticorps anti-HBc'),
        HCVAB: virus('Hepatitis C antibody', 'Anticorps anti-VHC'),
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
  title: { en: 'HbA1c', fr: 'HbA1c' },
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
  title: { en: 'Coagulation', fr: 'Coagulation' },
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
  title: { en: 'Tumour markers', fr: 'Marqueurs tumoraux' },
  groups: {
    SAMPLE: { title: sampled, items: sample },
    RESULTS: { title: results, layout: 'laboratory', reference, items: markers },
    ASSAY: {
      items: {
        CGAASSAY: text({
          label: { en: 'Assay of chromogranin A', fr: 'Méthode de la chromogranine A' },
          help: {
            en: 'Maker and name: results of two assays are never compared.',
            fr: 'Fabricant et nom : deux méthodes ne se comparent jamais.',
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
      },
      cases: {
        holds: { 'LBM.CGAASSAY': 'Maker A', CGAASSAY: 'Maker A' },
        boundary: { 'LBM.CGAASSAY': 'Maker A', CGAASSAY: 'Maker A' },
        fails: { 'LBM.CGAASSAY': 'Maker A', CGAASSAY: 'Maker B' },
      },
    },
  ],
})
