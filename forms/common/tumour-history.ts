import { code, type Text, calculated, date, decimal, defineForm, multi, text } from '../define'
import { yesNoUnknown } from '../code-lists'
import { differentiation, primarySites, tumourGrades } from '../tumour-lists'
import { extents, liverBurdens, metastaticSites, progressionTypes, syndromes } from './tumour-history-lists'
import { yesNo } from './yes-no'

/** The part of the gut the primary comes from; nothing for unknown and other primaries. */
const embryo = [
  'PRIMSITE in ["STOMACH", "DUODENUM", "PANCREAS", "LUNG", "THYMUS"] ? "FOREGUT"',
  'PRIMSITE in ["JEJUNUM_ILEUM", "APPENDIX", "CAECUM", "COLON_RIGHT", "UNKNOWN_MIDGUT_LIKELY"] ? "MIDGUT"',
  'PRIMSITE in ["COLON_LEFT", "RECTUM"] ? "HINDGUT" : ""',
].join(' : ')

interface TumourHistory {
  /** Primaries that the study takes, and how it says that another one is not among them. */
  readonly population: { readonly sites: readonly [string, ...string[]]; readonly message: Text }
  /** A study of progressive disease asks when and how it progressed. */
  readonly progression: boolean
  /** A study that asks for a RECIST progression compares two scans. */
  readonly comparison: boolean
}

const progressionItems = {
  PDBASDAT: date({
    label: { en: 'Progression before entry', fr: 'Progression avant l’inclusion', sv: 'Progress före inträdet' },
    help: {
      en: 'The progression that led to this study.',
      fr: 'La progression qui a conduit à cette étude.',
      sv: 'Den progress som ledde till studien.',
    },
    required: true,
    missing: true,
  }),
  PDBASTYPE: multi({
    label: { en: 'How it showed', fr: 'Comment', sv: 'Hur den visade sig' },
    codeList: progressionTypes,
    required: true,
  }),
}

const comparisonItems = {
  SCRSCAN: date({
    label: {
      en: 'Scan that shows the progression',
      fr: 'Examen montrant la progression',
      sv: 'Undersökning som visar progressen',
    },
    required: true,
  }),
  COMPSCAN: date({
    label: {
      en: 'Earlier scan it is compared with',
      fr: 'Examen antérieur de comparaison',
      sv: 'Tidigare undersökning den jämförs med',
    },
    required: true,
  }),
}

const scansInOrder = {
  id: 'NET-04',
  severity: 'H' as const,
  items: ['COMPSCAN', 'SCRSCAN'] as const,
  holds: 'COMPSCAN < SCRSCAN',
  message: {
    en: 'The scan compared with is not the earlier one.',
    fr: 'L’examen de comparaison n’est pas antérieur.',
    sv: 'Den jämförda undersökningen är inte den tidigare.',
  },
  cases: {
    holds: { COMPSCAN: '2025-02-01', SCRSCAN: '2026-01-10' },
    boundary: { COMPSCAN: '2026-01-09', SCRSCAN: '2026-01-10' },
    fails: { COMPSCAN: '2026-01-10', SCRSCAN: '2026-01-10' },
  },
}

/** NET: the tumour before the study. */
export const tumourHistory = ({ population, progression, comparison }: TumourHistory) =>
  defineForm({
    oid: 'NET',
    source: 'transcribed',
    title: { en: 'Tumour history', fr: 'Histoire de la tumeur', sv: 'Tumörhistoria' },
    groups: {
      TUMOUR: {
        title: { en: 'Tumour', fr: 'Tumeur', sv: 'Tumör' },
        items: {
          NETDXDAT: date({
            label: {
              en: 'First histological diagnosis',
              fr: 'Premier diagnostic histologique',
              sv: 'Första histologiska diagnos',
            },
            partial: true,
            required: true,
          }),
          PRIMSITE: code({
            label: { en: 'Primary', fr: 'Tumeur primitive', sv: 'Primärtumör' },
            codeList: primarySites,
            display: 'search',
            required: true,
          }),
          EMBRYO: calculated({
            label: { en: 'Embryological origin', fr: 'Origine embryologique', sv: 'Embryologiskt ursprung' },
            expression: embryo,
            result: 'text',
          }),
          NETDIFF: code({
            label: { en: 'Differentiation', fr: 'Différenciation', sv: 'Differentiering' },
            codeList: differentiation,
            display: 'radio',
            required: true,
          }),
          NETGRADE: code({
            label: { en: 'Grade', fr: 'Grade', sv: 'Grad' },
            codeList: tumourGrades,
            display: 'radio',
            required: true,
          }),
          KI67: decimal({
            label: { en: 'Ki-67', fr: 'Ki-67', sv: 'Ki-67' },
            unit: '%',
            decimals: 1,
            hard: ['0', '100'],
            required: true,
            missing: true,
          }),
          KI67DAT: date({
            label: { en: 'Date of that sample', fr: 'Date de ce prélèvement', sv: 'Det provets datum' },
            partial: true,
            when: 'given(KI67)',
            required: true,
          }),
          KI67SITE: text({
            label: { en: 'Sampled from', fr: 'Site du prélèvement', sv: 'Prov från' },
            maxLength: 100,
            when: 'given(KI67)',
            required: true,
          }),
          MITCOUNT: decimal({
            label: { en: 'Mitoses per 2 mm²', fr: 'Mitoses pour 2 mm²', sv: 'Mitoser per 2 mm²' },
            soft: ['0', '20'],
            hard: ['0', '200'],
          }),
          FUNCT: code({
            label: { en: 'Functioning', fr: 'Fonctionnelle', sv: 'Hormonproducerande' },
            codeList: yesNoUnknown,
            display: 'radio',
            required: true,
          }),
          FUNCTYPE: code({
            label: { en: 'Syndrome', fr: 'Syndrome', sv: 'Syndrom' },
            codeList: syndromes,
            display: 'select',
            when: 'FUNCT == "Y"',
            required: true,
          }),
        },
      },
      EXTENT_NOW: {
        title: { en: 'Extent', fr: 'Extension', sv: 'Utbredning' },
        items: {
          EXTENT: code({
            label: { en: 'Extent', fr: 'Extension', sv: 'Utbredning' },
            codeList: extents,
            display: 'radio',
            required: true,
          }),
          INOPER: yesNo({ en: 'Inoperable for cure', fr: 'Inopérable à visée curative', sv: 'Inte botande operabel' }),
          METSITE: multi({
            label: { en: 'Metastases in', fr: 'Métastases', sv: 'Metastaser i' },
            codeList: metastaticSites,
            required: 'EXTENT == "METASTATIC"',
          }),
          LIVBURD: code({
            label: { en: 'Share of the liver', fr: 'Part du foie', sv: 'Andel av levern' },
            codeList: liverBurdens,
            display: 'radio',
          }),
          PRIMRESEC: yesNo({ en: 'Primary resected', fr: 'Tumeur primitive réséquée', sv: 'Primärtumören resekerad' }),
          PRIMRESDAT: date({
            label: { en: 'Date of resection', fr: 'Date de la résection', sv: 'Resektionsdatum' },
            partial: true,
            missing: true,
            when: 'PRIMRESEC == "Y"',
            required: true,
          }),
          EBRTBM: yesNo({
            en: 'External radiotherapy to more than 25 % of the marrow',
            fr: 'Radiothérapie externe sur plus de 25 % de la moelle',
            sv: 'Extern strålbehandling av mer än 25 % av benmärgen',
          }),
          ...(progression ? progressionItems : {}),
          ...(comparison ? comparisonItems : {}),
        },
      },
    },
    checks: [
      {
        id: 'NET-01',
        severity: 'H',
        items: ['NETDXDAT'],
        holds: 'DM.BRTHDAT <= NETDXDAT',
        message: {
          en: 'Diagnosed before birth.',
          fr: 'Diagnostic antérieur à la naissance.',
          sv: 'Diagnos före födelsen.',
        },
        cases: {
          holds: { 'DM.BRTHDAT': '1961', NETDXDAT: '2024-03' },
          boundary: { 'DM.BRTHDAT': '1961-05-30', NETDXDAT: '1961-05-30' },
          fails: { 'DM.BRTHDAT': '1961-05', NETDXDAT: '1961-04' },
        },
      },
      {
        id: 'NET-02',
        severity: 'S',
        items: ['NETDXDAT'],
        holds: 'NETDXDAT <= ICF.DSSTDAT',
        message: {
          en: 'Diagnosed after consent.',
          fr: 'Diagnostic postérieur au consentement.',
          sv: 'Diagnos efter samtycket.',
        },
        cases: {
          holds: { 'ICF.DSSTDAT': '2026-01-12', NETDXDAT: '2024-03' },
          boundary: { 'ICF.DSSTDAT': '2026-01-12', NETDXDAT: '2026-01-12' },
          fails: { 'ICF.DSSTDAT': '2026-01-12', NETDXDAT: '2026-01-13' },
        },
      },
      {
        id: 'NET-03',
        severity: 'S',
        items: ['NETDIFF', 'NETGRADE'],
        holds: '(NETGRADE == "NEC") == (NETDIFF == "POOR")',
        message: {
          en: 'A carcinoma (NEC) is poorly differentiated, the grades G1 to G3 are well differentiated.',
          fr: 'Un carcinome (CNE) est peu différencié, les grades G1 à G3 sont bien différenciés.',
          sv: 'Ett karcinom (NEC) är lågt differentierat, graderna G1 till G3 är högt differentierade.',
        },
        cases: {
          holds: { NETDIFF: 'POOR', NETGRADE: 'NEC' },
          boundary: { NETDIFF: 'WELL', NETGRADE: 'G3' },
          fails: { NETDIFF: 'POOR', NETGRADE: 'G3' },
        },
      },
      {
        id: 'X028',
        severity: 'S',
        items: ['KI67', 'NETGRADE'],
        holds: 'NETGRADE == "G1" ? KI67 < 3 : NETGRADE == "G2" ? KI67 >= 3 && KI67 <= 20 : KI67 > 20',
        message: {
          en: 'Ki-67 and grade do not fit together.',
          fr: 'Le Ki-67 et le grade ne concordent pas.',
          sv: 'Ki-67 och grad stämmer inte ihop.',
        },
        cases: {
          holds: { NETGRADE: 'G1', KI67: '2.9' },
          boundary: { NETGRADE: 'G2', KI67: '20' },
          fails: { NETGRADE: 'G2', KI67: '20.1' },
        },
      },
      {
        id: 'X028-SITE',
        severity: 'S',
        items: ['PRIMSITE'],
        holds: `PRIMSITE in ${JSON.stringify(population.sites)}`,
        message: population.message,
        cases: {
          holds: { PRIMSITE: population.sites[0] },
          boundary: { PRIMSITE: population.sites.at(-1) ?? population.sites[0] },
          fails: { PRIMSITE: 'OTHER' },
        },
      },
      ...(comparison ? [scansInOrder] : []),
    ],
  })
