import { calculated, checkOf, code, date, decimal, defineForm, text } from '../define'
import { afterConsent } from './after-consent'
import { imagingMethods, nonTargetStates, organs, sides, targetStates } from './response-lists'
import { yesNo } from './yes-no'

/** What every lesion says of itself. */
const lesion = (number: string) => ({
  TULNKID: text({
    label: { en: 'Number', fr: 'Numéro' },
    help: { en: `Keeps its number for good: ${number}.`, fr: `Garde son numéro : ${number}.` },
    maxLength: 4,
    required: true,
  }),
  TULOC: code({ label: { en: 'Organ', fr: 'Organe' }, codeList: organs, display: 'search', required: true }),
  TULAT: code({ label: { en: 'Side', fr: 'Côté' }, codeList: sides, display: 'select' }),
  TUDAT: date({ label: { en: 'Scan date', fr: "Date de l'imagerie" }, required: true }),
  TUMETHOD: code({
    label: { en: 'Method', fr: 'Méthode' },
    codeList: imagingMethods,
    display: 'select',
    required: true,
  }),
})

/** X025: a number names one lesion. `group` is the repeating group of the lesions. */
const oneNumberEach = (group: string, number: string) =>
  checkOf({
    id: 'X025-TWICE',
    severity: 'H',
    items: ['TULNKID'],
    holds: `${group}.filter(t, given(t.TULNKID) && t.TULNKID == TULNKID).size() <= 1`,
    message: { en: 'This number is given to two lesions.', fr: 'Ce numéro est donné à deux lésions.' },
    cases: {
      holds: { TULNKID: `${number}2`, [`${group}.TULNKID`]: `${number}1 | ${number}3` },
      boundary: { TULNKID: `${number}1` },
      fails: { TULNKID: `${number}1`, [`${group}.TULNKID`]: `${number}2 | ${number}1` },
    },
  })

/** The assessment that this one is compared with: the last baseline of the course, on the form of responses. */
const atBaseline = 'every.TUTL.filter(v, given(v.TUBASE) && v.TUBASE == "Y")'

/** TUTL: target lesions of one assessment. */
export const targetLesions = defineForm({
  oid: 'TUTL',
  title: { en: 'Target lesions', fr: 'Lésions cibles' },
  groups: {
    ASSESSMENT: {
      title: { en: 'Assessment', fr: 'Évaluation' },
      items: {
        TUBASE: yesNo({ en: 'Baseline of a course', fr: "Évaluation initiale d'un traitement" }),
      },
    },
    TARGETS: {
      title: { en: 'Lesions', fr: 'Lésions' },
      repeating: true,
      items: {
        ...lesion('T01 … T05'),
        TUNODAL: yesNo({ en: 'Lymph node', fr: 'Ganglion' }),
        TUSLICE: decimal({
          label: { en: 'Slice', fr: 'Coupe' },
          unit: 'mm',
          soft: ['1', '10'],
          hard: ['0', '50'],
          required: true,
          missing: true,
        }),
        TRSTAT: code({ label: { en: 'State', fr: 'État' }, codeList: targetStates, display: 'select', required: true }),
        TRLDIAM: decimal({
          label: { en: 'Diameter', fr: 'Diamètre' },
          help: { en: 'The longest; of a node the short axis.', fr: "Le plus grand ; d'un ganglion, le petit axe." },
          unit: 'mm',
          decimals: 1,
          soft: ['0', '300'],
          hard: ['0', '600'],
          when: 'TRSTAT != "DISAPPEARED" && TRSTAT != "NOT_EVALUABLE"',
          required: 'TRSTAT == "MEASURED" || TRSTAT == "SPLIT"',
        }),
        TRVALUE: calculated({
          label: { en: 'Counts as', fr: 'Compte pour' },
          help: {
            en: 'Gone counts 0, too small counts 5 mm unless it was measured.',
            fr: 'Disparue compte 0, trop petite 5 mm sauf si elle a été mesurée.',
          },
          expression: [
            'TRSTAT == "DISAPPEARED" ? decimal("0")',
            'TRSTAT == "TOO_SMALL" && !given(TRLDIAM) ? decimal("5")',
            'TRSTAT == "MERGED" && !given(TRLDIAM) ? decimal("0")',
            'TRLDIAM',
          ].join(' : '),
          result: 'decimal',
          unit: 'mm',
          decimals: 1,
        }),
      },
    },
  },
  checks: [
    { ...afterConsent('TUDAT'), severity: 'S' },
    {
      id: 'TUTL-01',
      severity: 'H',
      items: ['TUBASE'],
      holds: 'size(TARGETS) <= 5',
      message: { en: 'There are at most 5 target lesions.', fr: 'Il y a au plus 5 lésions cibles.' },
      cases: { holds: { TARGETS: '2' }, boundary: { TARGETS: '5' }, fails: { TARGETS: '6' } },
    },
    {
      id: 'TUTL-02',
      severity: 'H',
      items: ['TULOC'],
      holds: 'TARGETS.filter(t, given(t.TULOC) && t.TULOC == TULOC).size() <= 2',
      message: { en: 'There are at most 2 target lesions of an organ.', fr: 'Au plus 2 lésions cibles par organe.' },
      cases: {
        holds: { TULOC: 'LIVER', 'TARGETS.TULOC': 'LUNG' },
        boundary: { TULOC: 'LIVER', 'TARGETS.TULOC': 'LIVER | LUNG' },
        fails: { TULOC: 'LIVER', 'TARGETS.TULOC': 'LIVER | LIVER' },
      },
    },
    {
      id: 'TUTL-03',
      severity: 'S',
      items: ['TRLDIAM'],
      holds: [
        'TUBASE == "N"',
        '(TUNODAL == "Y" && 15 <= TRLDIAM)',
        '(TUNODAL == "N" && TUSLICE <= 5 && 10 <= TRLDIAM)',
        '(TUNODAL == "N" && 5 < TUSLICE && TUSLICE * 2 <= TRLDIAM)',
      ].join(' || '),
      message: {
        en: 'Too small for a target: 10 mm, twice a slice above 5 mm, or a node of 15 mm.',
        fr: 'Trop petite pour une cible : 10 mm, deux coupes de plus de 5 mm, ou un ganglion de 15 mm.',
      },
      cases: {
        holds: { TUBASE: 'Y', TUNODAL: 'Y', TUSLICE: '3', TRLDIAM: '16' },
        boundary: { TUBASE: 'Y', TUNODAL: 'N', TUSLICE: '7', TRLDIAM: '14' },
        fails: { TUBASE: 'Y', TUNODAL: 'Y', TUSLICE: '3', TRLDIAM: '14.9' },
      },
    },
    {
      id: 'TUTL-04',
      severity: 'S',
      items: ['TUMETHOD'],
      holds: `${atBaseline}.exists(v, v.TARGETS.exists(t, given(t.TULNKID) && t.TULNKID == TULNKID && t.TUMETHOD == TUMETHOD)) || !${atBaseline}.exists(v, v.TARGETS.exists(t, given(t.TULNKID) && t.TULNKID == TULNKID))`,
      message: { en: 'Another method than at baseline.', fr: "Méthode différente de l'évaluation initiale." },
      cases: {
        holds: { TULNKID: 'T01', TUMETHOD: 'CT_CE' },
        boundary: {
          ...{ 'TUTL.TUBASE': 'Y', 'TUTL.TARGETS.TULNKID': 'T01', 'TUTL.TARGETS.TUMETHOD': 'CT_CE' },
          ...{ TULNKID: 'T01', TUMETHOD: 'CT_CE', TUBASE: 'N' },
        },
        fails: {
          ...{ 'TUTL.TUBASE': 'Y', 'TUTL.TARGETS.TULNKID': 'T01', 'TUTL.TARGETS.TUMETHOD': 'CT_CE' },
          ...{ TULNKID: 'T01', TUMETHOD: 'MRI_CE', TUBASE: 'N' },
        },
      },
    },
    {
      id: 'X025',
      severity: 'H',
      items: ['TULNKID'],
      holds: `TUBASE == "Y" || size(${atBaseline}) == 0 || ${atBaseline}.exists(v, v.TARGETS.exists(t, given(t.TULNKID) && t.TULNKID == TULNKID))`,
      message: {
        en: 'This target was not there at baseline: a new lesion belongs to form TUNL.',
        fr: "Cette cible n'était pas là au départ : une nouvelle lésion relève du formulaire TUNL.",
      },
      cases: {
        holds: { TUBASE: 'Y', TULNKID: 'T03' },
        boundary: { 'TUTL.TUBASE': 'Y', 'TUTL.TARGETS.TULNKID': 'T01 | T02', TUBASE: 'N', TULNKID: 'T02' },
        fails: { 'TUTL.TUBASE': 'Y', 'TUTL.TARGETS.TULNKID': 'T01 | T02', TUBASE: 'N', TULNKID: 'T03' },
      },
    },
    oneNumberEach('TARGETS', 'T0'),
  ],
})

/** TUNT: non-target lesions of one assessment. */
export const nonTargetLesions = defineForm({
  oid: 'TUNT',
  title: { en: 'Non-target lesions', fr: 'Lésions non cibles' },
  groups: {
    ASSESSMENT: {
      items: { TUNTYN: yesNo({ en: 'Are there non-target lesions?', fr: 'Y a-t-il des lésions non cibles ?' }) },
    },
    NONTARGETS: {
      title: { en: 'Lesions', fr: 'Lésions' },
      repeating: true,
      items: {
        ...lesion('NT01 …'),
        TUSTAT: code({
          label: { en: 'State', fr: 'État' },
          codeList: nonTargetStates,
          display: 'radio',
          required: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'TUNT-01',
      severity: 'S',
      items: ['TUNTYN'],
      holds: '(TUNTYN == "Y") == (size(NONTARGETS) > 0)',
      message: { en: 'The answer does not fit the lesions below.', fr: 'La réponse ne correspond pas aux lésions.' },
      cases: {
        holds: { TUNTYN: 'Y', NONTARGETS: '1' },
        boundary: { TUNTYN: 'N' },
        fails: { TUNTYN: 'N', NONTARGETS: '1' },
      },
    },
    oneNumberEach('NONTARGETS', 'NT0'),
  ],
})

/** TUNL: new lesions of one assessment. An equivocal one that is confirmed later dates progression to when it was first seen. */
export const newLesions = defineForm({
  oid: 'TUNL',
  title: { en: 'New lesions', fr: 'Nouvelles lésions' },
  groups: {
    ASSESSMENT: {
      items: { TUNLYN: yesNo({ en: 'Is there a new lesion?', fr: 'Y a-t-il une nouvelle lésion ?' }) },
    },
    NEWLES: {
      title: { en: 'Lesions', fr: 'Lésions' },
      repeating: true,
      items: {
        ...lesion('NL01 …'),
        EQUIVOCAL: yesNo({ en: 'Equivocal', fr: 'Douteuse' }),
      },
    },
  },
  checks: [
    {
      id: 'TUNL-01',
      severity: 'S',
      items: ['TUNLYN'],
      holds: '(TUNLYN == "Y") == (size(NEWLES) > 0)',
      message: { en: 'The answer does not fit the lesions below.', fr: 'La réponse ne correspond pas aux lésions.' },
      cases: {
        holds: { TUNLYN: 'Y', NEWLES: '1' },
        boundary: { TUNLYN: 'N' },
        fails: { TUNLYN: 'N', NEWLES: '1' },
      },
    },
    oneNumberEach('NEWLES', 'NL0'),
  ],
})
