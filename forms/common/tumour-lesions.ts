import { calculated, checkOf, code, date, decimal, defineForm, text } from '../define'
import { afterConsent } from './after-consent'
import { imagingMethods, nonTargetStates, organs, sides, targetStates } from './response-lists'
import { yesNo } from './yes-no'

/** What every lesion says of itself. */
const lesion = (number: string) => ({
  TULNKID: text({
    label: { en: 'Number', fr: 'Numéro', sv: 'Nummer' },
    help: {
      en: `Keeps its number for good: ${number}.`,
      fr: `Garde son numéro : ${number}.`,
      sv: `Behåller sitt nummer för gott: ${number}.`,
    },
    maxLength: 4,
    required: true,
  }),
  TULOC: code({
    label: { en: 'Organ', fr: 'Organe', sv: 'Organ' },
    codeList: organs,
    display: 'search',
    required: true,
  }),
  TULAT: code({ label: { en: 'Side', fr: 'Côté', sv: 'Sida' }, codeList: sides, display: 'select' }),
  TUDAT: date({ label: { en: 'Scan date', fr: 'Date de l’imagerie', sv: 'Undersökningsdatum' }, required: true }),
  TUMETHOD: code({
    label: { en: 'Method', fr: 'Méthode', sv: 'Metod' },
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
    message: {
      en: 'This number is given to two lesions.',
      fr: 'Ce numéro est donné à deux lésions.',
      sv: 'Numret är gett till två lesioner.',
    },
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
  source: 'transcribed',
  title: { en: 'Target lesions', fr: 'Lésions cibles', sv: 'Mållesioner' },
  groups: {
    ASSESSMENT: {
      title: { en: 'Assessment', fr: 'Évaluation', sv: 'Bedömning' },
      items: {
        TUBASE: yesNo({
          en: 'Baseline of a course',
          fr: 'Évaluation initiale d’un traitement',
          sv: 'Baslinje för en omgång',
        }),
      },
    },
    TARGETS: {
      title: { en: 'Lesions', fr: 'Lésions', sv: 'Lesioner' },
      repeating: true,
      items: {
        ...lesion('T01 … T05'),
        TUNODAL: yesNo({ en: 'Lymph node', fr: 'Ganglion', sv: 'Lymfkörtel' }),
        TUSLICE: decimal({
          label: { en: 'Slice', fr: 'Coupe', sv: 'Snitt' },
          unit: 'mm',
          soft: ['1', '10'],
          hard: ['0', '50'],
          required: true,
          missing: true,
        }),
        TRSTAT: code({
          label: { en: 'State', fr: 'État', sv: 'Läge' },
          codeList: targetStates,
          display: 'select',
          required: true,
        }),
        TRLDIAM: decimal({
          label: { en: 'Diameter', fr: 'Diamètre', sv: 'Diameter' },
          help: {
            en: 'The longest; of a node the short axis.',
            fr: 'Le plus grand ; d’un ganglion, le petit axe.',
            sv: 'Den längsta; för en lymfkörtel kortaxeln.',
          },
          unit: 'mm',
          decimals: 1,
          soft: ['0', '300'],
          hard: ['0', '600'],
          when: 'TRSTAT != "DISAPPEARED" && TRSTAT != "NOT_EVALUABLE"',
          required: 'TRSTAT == "MEASURED" || TRSTAT == "SPLIT"',
        }),
        TRVALUE: calculated({
          label: { en: 'Counts as', fr: 'Compte pour', sv: 'Räknas som' },
          help: {
            en: 'Gone counts 0, too small counts 5 mm unless it was measured.',
            fr: 'Disparue compte 0, trop petite 5 mm sauf si elle a été mesurée.',
            sv: 'Borta räknas som 0, för liten som 5 mm om den inte mättes.',
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
      message: {
        en: 'There are at most 5 target lesions.',
        fr: 'Il y a au plus 5 lésions cibles.',
        sv: 'Det finns högst 5 mållesioner.',
      },
      cases: { holds: { TARGETS: '2' }, boundary: { TARGETS: '5' }, fails: { TARGETS: '6' } },
    },
    {
      id: 'TUTL-02',
      severity: 'H',
      items: ['TULOC'],
      holds: 'TARGETS.filter(t, given(t.TULOC) && t.TULOC == TULOC).size() <= 2',
      message: {
        en: 'There are at most 2 target lesions of an organ.',
        fr: 'Au plus 2 lésions cibles par organe.',
        sv: 'Det finns högst 2 mållesioner i ett organ.',
      },
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
        sv: 'För liten som mål: 10 mm, dubbla snittjockleken över 5 mm, eller en lymfkörtel på 15 mm.',
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
      message: {
        en: 'Another method than at baseline.',
        fr: 'Méthode différente de l’évaluation initiale.',
        sv: 'En annan metod än vid baslinjen.',
      },
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
        fr: 'Cette cible n’était pas là au départ : une nouvelle lésion relève du formulaire TUNL.',
        sv: 'Målet fanns inte vid baslinjen: en ny lesion hör till formulär TUNL.',
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
  source: 'transcribed',
  title: { en: 'Non-target lesions', fr: 'Lésions non cibles', sv: 'Icke-mållesioner' },
  groups: {
    ASSESSMENT: {
      items: {
        TUNTYN: yesNo({
          en: 'Are there non-target lesions?',
          fr: 'Y a-t-il des lésions non cibles ?',
          sv: 'Finns icke-mållesioner?',
        }),
      },
    },
    NONTARGETS: {
      title: { en: 'Lesions', fr: 'Lésions', sv: 'Lesioner' },
      repeating: true,
      items: {
        ...lesion('NT01 …'),
        TUSTAT: code({
          label: { en: 'State', fr: 'État', sv: 'Läge' },
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
      message: {
        en: 'The answer does not fit the lesions below.',
        fr: 'La réponse ne correspond pas aux lésions.',
        sv: 'Svaret stämmer inte med lesionerna nedan.',
      },
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
  source: 'transcribed',
  title: { en: 'New lesions', fr: 'Nouvelles lésions', sv: 'Nya lesioner' },
  groups: {
    ASSESSMENT: {
      items: {
        TUNLYN: yesNo({
          en: 'Is there a new lesion?',
          fr: 'Y a-t-il une nouvelle lésion ?',
          sv: 'Finns en ny lesion?',
        }),
      },
    },
    NEWLES: {
      title: { en: 'Lesions', fr: 'Lésions', sv: 'Lesioner' },
      repeating: true,
      items: {
        ...lesion('NL01 …'),
        EQUIVOCAL: yesNo({ en: 'Equivocal', fr: 'Douteuse', sv: 'Osäker' }),
      },
    },
  },
  checks: [
    {
      id: 'TUNL-01',
      severity: 'S',
      items: ['TUNLYN'],
      holds: '(TUNLYN == "Y") == (size(NEWLES) > 0)',
      message: {
        en: 'The answer does not fit the lesions below.',
        fr: 'La réponse ne correspond pas aux lésions.',
        sv: 'Svaret stämmer inte med lesionerna nedan.',
      },
      cases: {
        holds: { TUNLYN: 'Y', NEWLES: '1' },
        boundary: { TUNLYN: 'N' },
        fails: { TUNLYN: 'N', NEWLES: '1' },
      },
    },
    oneNumberEach('NEWLES', 'NL0'),
  ],
})
