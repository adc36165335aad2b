import { calculated, code, date, defineForm, type Text, text } from '../define'
import { responseCourses, responses } from './response-lists'

const millimetres = (label: Text, expression: string) =>
  calculated({ label, expression, result: 'decimal', unit: 'mm', decimals: 1 })
const percent = (label: Text, expression: string) =>
  calculated({ label, expression, result: 'decimal', unit: '%', decimals: 1 })
const answer = (label: Text, expression: string) => calculated({ label, expression, result: 'text' })

/** Assessments of the same course, `r` being one. */
const same = 'given(r.RSDAT) && given(r.RSCOURSE) && r.RSCOURSE == RSCOURSE'
const atBaseline = 'every.RSOV.filter(r, given(r.RSDAT) && r.RSDAT == RSBASDAT)'
/** From the baseline on, before this one. */
const since = (what: string) => `every.RSOV.filter(r, ${same} && r.RSDAT >= RSBASDAT && r.RSDAT < RSDAT && ${what})`

const targets = 'visit.TUTL.TARGETS'
/** What was measured of the targets, though others may not have been. */
const measured = `sum(${targets}.filter(t, given(t.TRVALUE)).map(t, t.TRVALUE))`

/** RECIST 1.1: progression and what is back after a complete response come before everything else. */
const targetResponse = [
  'RSBASN == 0 ? "NA"',
  'RSTARGN >= RSBASN && RSCLEAR == "Y" ? "CR"',
  `${since('given(r.RSCLEAR) && r.RSCLEAR == "Y"')}.size() > 0 && ${targets}.exists(t, t.TUNODAL == "N" && t.TRVALUE > 0) ? "PD"`,
  `${measured} - NADIR >= 5 && (${measured} - NADIR) * 5 >= NADIR ? "PD"`,
  'RSTARGN < RSBASN || !given(SUMDIAM) ? "NE"',
  'SUMDIAM * 10 <= BASESUM * 7 ? "PR"',
  '"SD"',
].join(' : ')

const nonTargets = 'visit.TUNT.NONTARGETS'
const nonTargetResponse = [
  'visit.TUNT.TUNTYN == "N" ? "NA"',
  `${nonTargets}.exists(t, t.TUSTAT == "UNEQUIVOCAL_PD") ? "PD"`,
  `${nonTargets}.exists(t, t.TUSTAT == "PRESENT") ? "NONCR_NONPD"`,
  `${nonTargets}.exists(t, t.TUSTAT == "NE") ? "NE"`,
  '"CR"',
].join(' : ')

const overallResponse = [
  'TRGRESP == "PD" || NTRGRESP == "PD" || NEWLIND == "Y" ? "PD"',
  'TRGRESP == "NA" ? (NTRGRESP == "NA" ? "NE" : NTRGRESP)',
  'TRGRESP == "CR" ? (NTRGRESP == "CR" || NTRGRESP == "NA" ? "CR" : "PR")',
  'TRGRESP',
].join(' : ')

/** Before assessment `r` the disease had not progressed: what comes after the first progression is no best response. */
const beforeProgression =
  '!every.RSOV.exists(p, given(p.RSDAT) && given(p.RSCOURSE) && p.RSCOURSE == RSCOURSE && p.RSDAT < r.RSDAT && given(p.OVRLRESP) && p.OVRLRESP == "PD")'
/** Up to this assessment and the first progression, with such a response. */
const had = (response: string, more = '') =>
  `every.RSOV.exists(r, ${same} && r.RSDAT <= RSDAT && given(r.OVRLRESP) && r.OVRLRESP == "${response}" && ${beforeProgression}${more})`

const unchanged = { 'TUNT.TUNTYN': 'N', 'TUNL.TUNLYN': 'N', RSCOURSE: 'MAIN', RSDAT: '2026-04-01' }

interface Response {
  /** Stable disease counts as best response from so many days after the baseline on. */
  readonly stableFromDays: number
}

/** RSOV: the response of one assessment by RECIST 1.1, derived from forms TUTL, TUNT and TUNL of the same visit. */
export const tumourResponse = ({ stableFromDays }: Response) =>
  defineForm({
    oid: 'RSOV',
    title: { en: 'Tumour response', fr: 'Réponse tumorale', sv: 'Tumörrespons' },
    groups: {
      ASSESSMENT: {
        title: { en: 'Assessment', fr: 'Évaluation', sv: 'Bedömning' },
        items: {
          RSCOURSE: code({
            label: { en: 'Course', fr: 'Traitement', sv: 'Behandlingsomgång' },
            codeList: responseCourses,
            display: 'radio',
            required: true,
          }),
          RSDAT: date({
            label: { en: 'Date of the assessment', fr: 'Date de l’évaluation', sv: 'Bedömningens datum' },
            help: {
              en: 'The earliest scan of it.',
              fr: 'L’imagerie la plus ancienne.',
              sv: 'Dess tidigaste undersökning.',
            },
            required: true,
          }),
        },
      },
      SUMS: {
        title: { en: 'Target lesions', fr: 'Lésions cibles', sv: 'Mållesioner' },
        items: {
          RSTARGN: calculated({
            label: { en: 'Targets', fr: 'Cibles', sv: 'Mållesioner' },
            expression: `size(${targets})`,
            result: 'decimal',
          }),
          SUMDIAM: millimetres(
            { en: 'Sum of diameters', fr: 'Somme des diamètres', sv: 'Summa av diametrar' },
            `sum(${targets}.map(t, t.TRVALUE))`,
          ),
          RSCLEAR: answer(
            { en: 'All targets gone', fr: 'Toutes les cibles disparues', sv: 'Alla mållesioner borta' },
            `size(${targets}) > 0 && ${targets}.all(t, t.TUNODAL == "Y" ? t.TRVALUE < 10 : t.TRVALUE == 0) ? "Y" : "N"`,
          ),
          RSISBASE: answer({ en: 'Baseline', fr: 'Évaluation initiale', sv: 'Baslinje' }, 'visit.TUTL.TUBASE'),
          RSBASDAT: calculated({
            label: { en: 'Compared with', fr: 'Comparée à', sv: 'Jämfört med' },
            expression: `latest(every.RSOV.filter(r, ${same} && r.RSISBASE == "Y" && r.RSDAT < RSDAT).map(r, r.RSDAT))`,
            result: 'date',
          }),
          RSBASN: calculated({
            label: { en: 'Targets at baseline', fr: 'Cibles au départ', sv: 'Mållesioner vid baslinjen' },
            expression: `least(${atBaseline}.map(r, r.RSTARGN))`,
            result: 'decimal',
          }),
          BASESUM: millimetres(
            { en: 'Sum at baseline', fr: 'Somme au départ', sv: 'Summa vid baslinjen' },
            `least(${atBaseline}.map(r, r.SUMDIAM))`,
          ),
          NADIR: millimetres(
            { en: 'Smallest sum so far', fr: 'Plus petite somme jusqu’ici', sv: 'Minsta summa hittills' },
            `least(${since('given(r.SUMDIAM) && r.RSTARGN >= RSBASN')}.map(r, r.SUMDIAM))`,
          ),
          PCTBASE: percent(
            { en: 'Change from baseline', fr: 'Variation depuis le départ', sv: 'Ändring från baslinjen' },
            '(SUMDIAM - BASESUM) * 100 / BASESUM',
          ),
          PCTNADIR: percent(
            { en: 'Change from the smallest', fr: 'Variation depuis la plus petite', sv: 'Ändring från den minsta' },
            '(SUMDIAM - NADIR) * 100 / NADIR',
          ),
          ABSNADIR: millimetres(
            { en: 'Above the smallest', fr: 'Au-dessus de la plus petite', sv: 'Över den minsta' },
            'SUMDIAM - NADIR',
          ),
        },
      },
      RESPONSE: {
        title: { en: 'Response', fr: 'Réponse', sv: 'Respons' },
        items: {
          TRGRESP: answer({ en: 'Targets', fr: 'Cibles', sv: 'Mållesioner' }, targetResponse),
          NTRGRESP: answer({ en: 'Non-targets', fr: 'Non-cibles', sv: 'Icke-mållesioner' }, nonTargetResponse),
          NEWLIND: answer(
            { en: 'New lesion', fr: 'Nouvelle lésion', sv: 'Ny lesion' },
            'visit.TUNL.TUNLYN == "Y" && visit.TUNL.NEWLES.exists(n, n.EQUIVOCAL == "N") ? "Y" : "N"',
          ),
          OVRLRESP: answer(
            { en: 'Overall, derived', fr: 'Globale, dérivée', sv: 'Sammantaget, härlett' },
            overallResponse,
          ),
          OVRLRESP_INV: code({
            label: { en: 'Overall, investigator', fr: 'Globale, investigateur', sv: 'Sammantaget, prövare' },
            codeList: responses,
            display: 'radio',
            required: 'RSISBASE == "N"',
          }),
          BOR: answer(
            { en: 'Best so far', fr: 'Meilleure jusqu’ici', sv: 'Bästa hittills' },
            [
              `${had('CR')} ? "CR"`,
              `${had('PR')} ? "PR"`,
              `${had('SD', ` && daysBetween(RSBASDAT, r.RSDAT) >= ${stableFromDays}`)} ? "SD"`,
              `${had('NONCR_NONPD')} ? "NONCR_NONPD"`,
              `${had('PD')} ? "PD"`,
              '"NE"',
            ].join(' : '),
          ),
          BORDAT: calculated({
            label: { en: 'Since', fr: 'Depuis', sv: 'Sedan' },
            expression: `earliest(every.RSOV.filter(r, ${same} && r.RSDAT <= RSDAT && given(r.OVRLRESP) && r.OVRLRESP == BOR).map(r, r.RSDAT))`,
            result: 'date',
          }),
        },
      },
      CENTRAL: {
        title: { en: 'Central reading', fr: 'Relecture centrale', sv: 'Central granskning' },
        items: {
          OVRLRESP_BIRC: code({
            label: { en: 'Overall, central', fr: 'Globale, centrale', sv: 'Sammantaget, centralt' },
            codeList: responses,
            display: 'radio',
          }),
          BIRCDAT: date({
            label: { en: 'Read on', fr: 'Relue le', sv: 'Granskad den' },
            required: 'given(OVRLRESP_BIRC)',
          }),
          BIRCREADER: text({
            label: { en: 'Code of the reader', fr: 'Code du relecteur', sv: 'Granskarens kod' },
            maxLength: 20,
            required: 'given(OVRLRESP_BIRC)',
          }),
        },
      },
    },
    checks: [
      {
        id: 'X024',
        severity: 'S',
        items: ['OVRLRESP_INV'],
        holds: 'OVRLRESP_INV == OVRLRESP',
        message: {
          en: 'The investigator’s response is not the one that the measurements give.',
          fr: 'La réponse de l’investigateur n’est pas celle que donnent les mesures.',
          sv: 'Prövarens respons är inte den som mätningarna ger.',
        },
        cases: {
          holds: { ...unchanged, 'TUNL.TUNLYN': 'Y', 'TUNL.NEWLES.EQUIVOCAL': 'N', OVRLRESP_INV: 'PD' },
          boundary: {
            ...unchanged,
            'TUNT.TUNTYN': 'Y',
            'TUNT.NONTARGETS.TUSTAT': 'UNEQUIVOCAL_PD',
            OVRLRESP_INV: 'PD',
          },
          fails: { ...unchanged, 'TUNL.TUNLYN': 'Y', 'TUNL.NEWLES.EQUIVOCAL': 'N', OVRLRESP_INV: 'SD' },
        },
      },
    ],
  })
