import { calculated, checkOf, code, date, decimal, defineForm, integer, multi, type Text, text } from '../define'
import { progressionBases, progressionTypes, responseCourses } from './response-lists'
import { yesNo } from './yes-no'

/** An assessment that found progression by a new lesion. */
const found = {
  'RSOV.RSCOURSE': 'MAIN',
  'RSOV.RSDAT': '2026-03-04',
  'TUNT.TUNTYN': 'N',
  'TUNL.TUNLYN': 'Y',
  'TUNL.NEWLES.EQUIVOCAL': 'N',
  PDCOURSE: 'MAIN',
}
/** The forms that a progression is seen on. */
const assessments = ['RSOV', 'IMG-DFS'] as const

const assessed = 'every.RSOV.filter(r, given(r.OVRLRESP) && r.OVRLRESP == "PD" && r.RSCOURSE == PDCOURSE)'

/** PD: progression or recurrence. `recist`: the study has form RSOV, whose derived progression this one is compared with. */
export const progression = (study: { readonly recist: boolean }) =>
  defineForm({
    oid: 'PD',
    title: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
    groups: {
      PROGRESSION: {
        items: {
          PDDAT: date({
            label: { en: 'Date', fr: 'Date', sv: 'Datum' },
            help: {
              en: 'The earliest scan that shows it.',
              fr: 'L’imagerie la plus ancienne qui la montre.',
              sv: 'Den tidigaste undersökning som visar den.',
            },
            required: true,
          }),
          PDCOURSE: code({
            label: { en: 'Course', fr: 'Traitement', sv: 'Behandlingsomgång' },
            codeList: responseCourses,
            display: 'radio',
            required: true,
          }),
          PDTYPE: multi({
            label: { en: 'Shown by', fr: 'Montrée par', sv: 'Visad genom' },
            codeList: progressionTypes,
            required: true,
          }),
          PDBASIS: code({
            label: { en: 'Seen on', fr: 'Vue sur', sv: 'Sedd på' },
            codeList: progressionBases,
            display: 'radio',
            required: true,
          }),
          PDRSLINK: text({
            label: { en: 'Assessment', fr: 'Évaluation', sv: 'Bedömning' },
            help: {
              en: 'The tumour assessment it rests on.',
              fr: 'L’évaluation tumorale correspondante.',
              sv: 'Tumörbedömningen den bygger på.',
            },
            link: { forms: [...assessments] },
            required: true,
            missing: true,
          }),
          PDSIZE: decimal({ label: { en: 'Size', fr: 'Taille', sv: 'Storlek' }, unit: 'mm', hard: ['0', '600'] }),
          PDCENTRAL: yesNo(
            { en: 'Confirmed centrally', fr: 'Confirmée en central', sv: 'Bekräftad centralt' },
            { required: false },
          ),
          PDCENTDAT: date({
            label: { en: 'Central date', fr: 'Date centrale', sv: 'Centralt datum' },
            when: 'PDCENTRAL == "Y"',
            required: true,
          }),
        },
      },
    },
    checks: [
      {
        id: 'PD-01',
        severity: 'S',
        items: ['PDTYPE'],
        holds: 'PDTYPE.exists(t, !(t in ["CLINICAL", "BIOCHEMICAL"]))',
        message: {
          en: 'Clinical signs or markers alone are no progression for this study.',
          fr: 'Les signes cliniques ou marqueurs seuls ne sont pas une progression pour cette étude.',
          sv: 'Enbart kliniska tecken eller markörer är ingen progress i den här studien.',
        },
        cases: {
          holds: { PDTYPE: 'TARGET' },
          boundary: { PDTYPE: 'TARGET CLINICAL' },
          fails: { PDTYPE: 'CLINICAL BIOCHEMICAL' },
        },
      },
      ...(study.recist
        ? [
            checkOf({
              id: 'X024',
              severity: 'S',
              items: ['PDDAT'],
              holds: `size(${assessed}) == 0 || PDDAT == earliest(${assessed}.map(r, r.RSDAT))`,
              message: {
                en: 'Not the date of the first assessment with progression.',
                fr: 'Ce n’est pas la date de la première évaluation avec progression.',
                sv: 'Inte datumet för den första bedömningen med progress.',
              },
              cases: {
                holds: { PDCOURSE: 'MAIN', PDDAT: '2026-03-04' },
                boundary: { ...found, PDDAT: '2026-03-04' },
                fails: { ...found, PDDAT: '2026-03-05' },
              },
            }),
          ]
        : []),
    ],
  })

/** XOVR and RETX: the decision that opens another course. The gate of that course waits for its signature. */
const nextCourse = (oid: 'XOVR' | 'RETX', title: Text, mostCycles: `${number}`) =>
  defineForm({
    oid,
    title,
    groups: {
      DECISION: {
        items: {
          XOVDAT: date({ label: { en: 'Decided on', fr: 'Décidé le', sv: 'Beslutad den' }, required: true }),
          XOVPDLINK: text({
            label: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
            help: { en: 'The one that leads to it.', fr: 'Celle qui y mène.', sv: 'Den som leder till den.' },
            link: { forms: ['PD'] },
            required: true,
          }),
          XOVLAST: date({
            label: { en: 'Last dose before', fr: 'Dernière prise avant', sv: 'Sista dos före' },
            help: {
              en: 'Of the treatment it replaces.',
              fr: 'Du traitement remplacé.',
              sv: 'Av behandlingen den ersätter.',
            },
            required: true,
            missing: true,
          }),
          XOVWASH: calculated({
            label: { en: 'Days without treatment', fr: 'Jours sans traitement', sv: 'Dagar utan behandling' },
            expression: 'daysBetween(XOVLAST, XOVDAT)',
            result: 'decimal',
            unit: 'd',
          }),
          XOVPLAN: integer({
            label: { en: 'Cycles planned', fr: 'Cycles prévus', sv: 'Planerade kurer' },
            hard: ['1', mostCycles],
            required: true,
          }),
          XOVBASE: text({
            label: { en: 'New baseline scan', fr: 'Nouvelle imagerie initiale', sv: 'Ny baslinjeundersökning' },
            link: { forms: [...assessments, 'TUTL'] },
            required: true,
            missing: true,
          }),
          XOVCRIT: yesNo({
            en: 'Are all criteria met?',
            fr: 'Tous les critères sont-ils remplis ?',
            sv: 'Är alla kriterier uppfyllda?',
          }),
          XOVCOM: text({
            label: { en: 'Comment', fr: 'Commentaire', sv: 'Kommentar' },
            lines: 3,
            maxLength: 500,
            required: 'XOVCRIT == "N"',
          }),
        },
      },
    },
    checks: [
      {
        id: 'X030',
        severity: 'H',
        items: ['XOVDAT', 'XOVPDLINK'],
        holds: 'every.PD.exists(p, given(p.PDDAT) && p.PDDAT <= XOVDAT)',
        message: {
          en: 'There is no progression before it.',
          fr: 'Il n’y a pas de progression avant.',
          sv: 'Det finns ingen progress före den.',
        },
        cases: {
          holds: { 'PD.PDDAT': '2026-03-01', XOVDAT: '2026-03-04' },
          boundary: { 'PD.PDDAT': '2026-03-04', XOVDAT: '2026-03-04' },
          fails: { 'PD.PDDAT': '2026-03-05', XOVDAT: '2026-03-04' },
        },
      },
      {
        id: `${oid}-02`,
        severity: 'H',
        items: ['XOVCRIT'],
        holds: 'XOVCRIT == "Y"',
        message: {
          en: 'Not all criteria are met.',
          fr: 'Tous les critères ne sont pas remplis.',
          sv: 'Alla kriterier är inte uppfyllda.',
        },
        cases: { holds: { XOVCRIT: 'Y' }, boundary: { XOVCRIT: 'Y' }, fails: { XOVCRIT: 'N' } },
      },
      {
        id: 'X030-TWICE',
        severity: 'H',
        items: ['XOVDAT'],
        holds:
          oid === 'XOVR'
            ? 'size(every.XOVR.filter(x, given(x.XOVDAT))) <= 1'
            : '!every.RETX.exists(x, given(x.XOVDAT) && x.XOVDAT < XOVDAT && x.XOVPDLINK == XOVPDLINK)',
        message:
          oid === 'XOVR'
            ? {
                en: 'There is one crossover only.',
                fr: 'Il n’y a qu’un seul changement de bras.',
                sv: 'Det finns bara en överkorsning.',
              }
            : {
                en: 'This progression already led to a re-treatment.',
                fr: 'Cette progression a déjà mené à un retraitement.',
                sv: 'Den här progressen har redan lett till en ny behandling.',
              },
        cases: {
          holds: { XOVDAT: '2026-03-04', XOVPDLINK: 'PD/PD' },
          boundary: { XOVDAT: '2026-03-05', XOVPDLINK: 'PD/PD' },
          fails: {
            ...{ [`${oid}.XOVDAT`]: '2026-03-04', [`${oid}.XOVPDLINK`]: 'PD/PD' },
            ...{ XOVDAT: '2026-03-05', XOVPDLINK: 'PD/PD' },
          },
        },
      },
    ],
  })

export const crossover = (mostCycles: `${number}`) =>
  nextCourse('XOVR', { en: 'Crossover', fr: 'Changement de bras', sv: 'Överkorsning' }, mostCycles)
export const retreatment = (mostCycles: `${number}`) =>
  nextCourse('RETX', { en: 'Re-treatment', fr: 'Retraitement', sv: 'Ny behandling' }, mostCycles)
