import { code, date, defineForm, text } from '../define'
import { contactModes, laterReasons, laterTreatments, survival } from './outcome-lists'
import { yesNo } from './yes-no'

/** FU: what became of the participant after treatment. */
export const followUp = defineForm({
  oid: 'FU',
  title: { en: 'Follow-up', fr: 'Suivi', sv: 'Uppföljning' },
  groups: {
    CONTACT: {
      items: {
        FUDAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
        FUMODE: code({
          label: { en: 'How', fr: 'Mode', sv: 'Hur' },
          codeList: contactModes,
          display: 'radio',
          required: true,
        }),
        SURVSTAT: code({
          label: { en: 'Alive?', fr: 'En vie ?', sv: 'Vid liv?' },
          codeList: survival,
          display: 'radio',
          required: true,
        }),
        LASTALIVE: date({
          label: { en: 'Last known alive', fr: 'En vie en dernier le', sv: 'Senast känd vid liv' },
          required: true,
        }),
        PDSINCE: yesNo({
          en: 'Progression since the last contact?',
          fr: 'Progression depuis le dernier contact ?',
          sv: 'Progress sedan senaste kontakt?',
        }),
        LATEREN: yesNo({ en: 'Late kidney toxicity?', fr: 'Toxicité rénale tardive ?', sv: 'Sen njurtoxicitet?' }),
        LATEMDS: yesNo({
          en: 'Myelodysplasia or leukaemia?',
          fr: 'Myélodysplasie ou leucémie ?',
          sv: 'Myelodysplasi eller leukemi?',
        }),
        LATESECM: yesNo({ en: 'Another cancer?', fr: 'Un autre cancer ?', sv: 'En annan cancer?' }),
      },
    },
  },
  checks: [
    {
      id: 'FU-01',
      severity: 'H',
      items: ['LASTALIVE', 'FUDAT'],
      holds: 'LASTALIVE <= FUDAT',
      message: {
        en: 'Known alive after the date of contact.',
        fr: 'En vie après la date du contact.',
        sv: 'Känd vid liv efter kontaktdatumet.',
      },
      cases: {
        holds: { FUDAT: '2026-03-04', LASTALIVE: '2026-02-01' },
        boundary: { FUDAT: '2026-03-04', LASTALIVE: '2026-03-04' },
        fails: { FUDAT: '2026-03-04', LASTALIVE: '2026-03-05' },
      },
    },
    {
      id: 'X020',
      severity: 'H',
      items: ['SURVSTAT'],
      holds: '(SURVSTAT == "DEAD") == every.DTH.exists(d, given(d.DTHDAT) && d.DTHDAT <= FUDAT)',
      message: {
        en: 'Dead here and the death form do not go together.',
        fr: 'Le décès noté ici et le formulaire de décès ne concordent pas.',
        sv: 'Död här och dödsformuläret stämmer inte överens.',
      },
      cases: {
        holds: { FUDAT: '2026-03-04', SURVSTAT: 'ALIVE' },
        boundary: { FUDAT: '2026-03-04', SURVSTAT: 'DEAD', 'DTH.DTHDAT': '2026-03-04' },
        fails: { FUDAT: '2026-03-04', SURVSTAT: 'DEAD' },
      },
    },
    {
      id: 'X034',
      severity: 'S',
      items: ['LASTALIVE'],
      holds: 'every.SV.all(s, !(given(s.SVSTDTC) && s.SVSTDTC < FUDAT) || s.SVSTDTC <= LASTALIVE)',
      message: {
        en: 'There was a visit after that day.',
        fr: 'Une visite a eu lieu après ce jour.',
        sv: 'Det fanns ett besök efter den dagen.',
      },
      cases: {
        holds: { FUDAT: '2026-03-04', LASTALIVE: '2026-03-04', 'SV.SVSTDTC': '2026-02-01' },
        boundary: { FUDAT: '2026-03-04', LASTALIVE: '2026-02-01', 'SV.SVSTDTC': '2026-02-01' },
        fails: { FUDAT: '2026-03-04', LASTALIVE: '2026-01-31', 'SV.SVSTDTC': '2026-02-01' },
      },
    },
  ],
})

/** SUBTX: one anticancer treatment after that of the study. */
export const laterTreatment = defineForm({
  oid: 'SUBTX',
  source: 'transcribed',
  title: { en: 'Later anticancer treatment', fr: 'Traitement anticancéreux ultérieur', sv: 'Senare cancerbehandling' },
  repeating: true,
  nameItem: 'CMTRT',
  groups: {
    TREATMENT: {
      items: {
        CMTRT: text({ label: { en: 'Treatment', fr: 'Traitement', sv: 'Behandling' }, maxLength: 200, required: true }),
        SUBCLASS: code({
          label: { en: 'Class', fr: 'Classe', sv: 'Klass' },
          codeList: laterTreatments,
          display: 'search',
          required: true,
        }),
        CMSTDAT: date({ label: { en: 'Start', fr: 'Début', sv: 'Start' }, partial: true, required: true }),
        CMENDAT: date({ label: { en: 'End', fr: 'Fin', sv: 'Slut' }, partial: true }),
        SUBREAS: code({
          label: { en: 'Reason', fr: 'Raison', sv: 'Skäl' },
          codeList: laterReasons,
          display: 'select',
          required: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'SUBTX-01',
      severity: 'H',
      items: ['CMENDAT', 'CMSTDAT'],
      holds: 'CMSTDAT <= CMENDAT',
      message: {
        en: 'The treatment ends before it starts.',
        fr: 'Le traitement finit avant de commencer.',
        sv: 'Behandlingen slutar innan den börjar.',
      },
      cases: {
        holds: { CMSTDAT: '2026-02', CMENDAT: '2026-03-04' },
        boundary: { CMSTDAT: '2026-03-04', CMENDAT: '2026-03-04' },
        fails: { CMSTDAT: '2026-03-04', CMENDAT: '2026-03-03' },
      },
    },
    {
      id: 'X038',
      severity: 'S',
      items: ['CMSTDAT'],
      holds: 'every.PD.exists(p, given(p.PDDAT) && p.PDDAT <= CMSTDAT)',
      message: {
        en: 'A new treatment before any progression.',
        fr: 'Nouveau traitement avant toute progression.',
        sv: 'En ny behandling före någon progress.',
      },
      cases: {
        holds: { CMSTDAT: '2026-03', 'PD.PDDAT': '2026-02-10' },
        boundary: { CMSTDAT: '2026-03-04', 'PD.PDDAT': '2026-03-04' },
        fails: { CMSTDAT: '2026-03-03', 'PD.PDDAT': '2026-03-04' },
      },
    },
  ],
})
