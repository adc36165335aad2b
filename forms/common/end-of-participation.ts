import { causality } from '../code-lists'
import { code, date, defineForm, text } from '../define'
import { causesOfDeath, contactModes, deathSources, withdrawalReasons, withdrawals } from './outcome-lists'
import { yesNo } from './yes-no'

/** Dated by a visit, a sample or a dose. */
const noneAfter = (day: string) =>
  [
    `every.SV.all(v, !given(v.SVSTDTC) || v.SVSTDTC <= ${day})`,
    `every.LBH.all(v, !given(v.LBDAT) || v.LBDAT <= ${day})`,
    `every.LBC.all(v, !given(v.LBDAT) || v.LBDAT <= ${day})`,
    `every.EXLU.all(v, !given(v.ECSTDTM) || dayOf(v.ECSTDTM) <= ${day})`,
  ].join(' && ')

/** DTH: death. */
export const death = defineForm({
  oid: 'DTH',
  source: 'transcribed',
  title: { en: 'Death', fr: 'Décès', sv: 'Död' },
  groups: {
    DEATH: {
      items: {
        DTHDAT: date({
          label: { en: 'Date of death', fr: 'Date du décès', sv: 'Dödsdatum' },
          partial: true,
          required: true,
        }),
        PRCDTH: code({
          label: { en: 'Cause', fr: 'Cause', sv: 'Orsak' },
          codeList: causesOfDeath,
          display: 'radio',
          required: true,
        }),
        DTHREL: code({
          label: {
            en: 'Related to study treatment',
            fr: 'Lien avec le traitement de l’étude',
            sv: 'Samband med studiebehandlingen',
          },
          codeList: causality,
          display: 'radio',
          when: 'PRCDTH != "DISEASE_PROGRESSION"',
          required: true,
        }),
        DTHAUT: yesNo({ en: 'Autopsy', fr: 'Autopsie', sv: 'Obduktion' }, { required: false }),
        DTHSRC: code({
          label: { en: 'Known from', fr: 'Source', sv: 'Känt från' },
          codeList: deathSources,
          display: 'radio',
          required: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'X020',
      severity: 'H',
      items: ['DTHDAT'],
      holds: noneAfter('DTHDAT'),
      message: {
        en: 'A visit, a sample or a dose is dated after death.',
        fr: 'Une visite, un prélèvement ou une dose est daté après le décès.',
        sv: 'Ett besök, ett prov eller en dos är daterad efter döden.',
      },
      cases: {
        holds: { DTHDAT: '2025-06-10', 'SV.SVSTDTC': '2025-05-01', 'LBH.LBDAT': '2025-05-01' },
        boundary: { DTHDAT: '2025-06-10', 'LBH.LBDAT': '2025-06-10' },
        fails: { DTHDAT: '2025-06-10', 'LBH.LBDAT': '2025-06-11' },
      },
    },
    {
      id: 'X020-AE',
      severity: 'H',
      items: ['PRCDTH'],
      holds: 'PRCDTH == "DISEASE_PROGRESSION" || every.AE.exists(a, given(a.AEOUT) && a.AEOUT == "FATAL")',
      message: {
        en: 'Not of the disease, but no adverse event is fatal.',
        fr: 'Pas de la maladie, mais aucun événement indésirable n’est fatal.',
        sv: 'Inte av sjukdomen, men ingen oönskad händelse är dödlig.',
      },
      cases: {
        holds: { PRCDTH: 'INTERCURRENT', 'AE.AEOUT': 'FATAL' },
        boundary: { PRCDTH: 'DISEASE_PROGRESSION' },
        fails: { PRCDTH: 'INTERCURRENT', 'AE.AEOUT': 'NOT_RECOVERED' },
      },
    },
    {
      id: 'DTH-01',
      severity: 'S',
      items: ['DTHREL', 'PRCDTH'],
      holds: 'PRCDTH != "STUDY_TREATMENT" || DTHREL in ["POSSIBLE", "PROBABLE", "DEFINITE"]',
      message: {
        en: 'Of the treatment, but not related to it?',
        fr: 'Dû au traitement, mais non lié ?',
        sv: 'Av behandlingen, men utan samband med den?',
      },
      cases: {
        holds: { PRCDTH: 'STUDY_TREATMENT', DTHREL: 'PROBABLE' },
        boundary: { PRCDTH: 'STUDY_TREATMENT', DTHREL: 'POSSIBLE' },
        fails: { PRCDTH: 'STUDY_TREATMENT', DTHREL: 'UNLIKELY' },
      },
    },
  ],
})

/** WD: the participant withdraws. */
export const withdrawal = defineForm({
  oid: 'WD',
  title: { en: 'Withdrawal', fr: 'Retrait', sv: 'Avbrytande' },
  groups: {
    WITHDRAWAL: {
      items: {
        WDDAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
        WDTYPE: code({
          label: { en: 'Withdraws from', fr: 'Se retire de', sv: 'Drar sig ur' },
          codeList: withdrawals,
          display: 'radio',
          required: true,
        }),
        WDSAMP: yesNo({ en: 'Destroy the samples?', fr: 'Détruire les échantillons ?', sv: 'Förstöra proverna?' }),
        WDREAS: code({
          label: { en: 'Reason', fr: 'Raison', sv: 'Skäl' },
          codeList: withdrawalReasons,
          display: 'radio',
          required: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'X033',
      severity: 'H',
      items: ['WDTYPE', 'WDDAT'],
      holds: `WDTYPE != "FULL_CONSENT" || (${noneAfter('WDDAT')})`,
      message: {
        en: 'There are data of after consent was withdrawn.',
        fr: 'Il existe des données postérieures au retrait du consentement.',
        sv: 'Det finns data från tiden efter att samtycket återtogs.',
      },
      cases: {
        holds: { WDDAT: '2025-06-10', WDTYPE: 'TREATMENT_ONLY', 'SV.SVSTDTC': '2025-07-01' },
        boundary: { WDDAT: '2025-06-10', WDTYPE: 'FULL_CONSENT', 'SV.SVSTDTC': '2025-06-10' },
        fails: { WDDAT: '2025-06-10', WDTYPE: 'FULL_CONSENT', 'SV.SVSTDTC': '2025-06-11' },
      },
    },
  ],
})

/** LTF: nobody can reach the participant, though it was tried three times. */
export const lostToFollowUp = defineForm({
  oid: 'LTF',
  title: { en: 'Lost to follow-up', fr: 'Perdu de vue', sv: 'Förlorad för uppföljning' },
  groups: {
    CONTACT: {
      items: {
        LTFDAT: date({ label: { en: 'Last contact', fr: 'Dernier contact', sv: 'Senaste kontakt' }, required: true }),
      },
    },
    ATTEMPTS: {
      title: { en: 'Attempts', fr: 'Tentatives', sv: 'Försök' },
      repeating: true,
      items: {
        LTFTRY: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
        LTFMODE: code({
          label: { en: 'How', fr: 'Mode', sv: 'Hur' },
          codeList: contactModes,
          display: 'select',
          required: true,
        }),
        LTFRES: text({ label: { en: 'Result', fr: 'Résultat', sv: 'Resultat' }, maxLength: 200, required: true }),
      },
    },
  },
  checks: [
    {
      id: 'LTF-01',
      severity: 'S',
      items: ['LTFDAT'],
      holds: 'size(ATTEMPTS) >= 3',
      message: {
        en: 'Fewer than three attempts are entered.',
        fr: 'Moins de trois tentatives sont saisies.',
        sv: 'Färre än tre försök är inmatade.',
      },
      cases: { holds: { ATTEMPTS: '4' }, boundary: { ATTEMPTS: '3' }, fails: { ATTEMPTS: '2' } },
    },
    {
      id: 'LTF-02',
      severity: 'H',
      items: ['LTFTRY'],
      holds: 'LTFDAT <= LTFTRY',
      message: {
        en: 'Tried before the last contact.',
        fr: 'Tentative avant le dernier contact.',
        sv: 'Försök före den senaste kontakten.',
      },
      cases: {
        holds: { LTFDAT: '2026-01-01', LTFTRY: '2026-02-01' },
        boundary: { LTFDAT: '2026-01-01', LTFTRY: '2026-01-01' },
        fails: { LTFDAT: '2026-01-01', LTFTRY: '2025-12-31' },
      },
    },
  ],
})
