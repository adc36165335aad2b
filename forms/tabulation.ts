import type { StudyVersion } from '#shared/study/definition'
import type { DatesDef, EndpointDef, GivenDef, RowsDef, TabulationDef } from '#shared/study/tabulation-definition'

/**
 * What becomes of the common forms in data sets of SDTM's shape, where the CDASH names of their items do not say it. A
 * study takes with it what speaks of its forms.
 */

type Set = NonNullable<RowsDef['set']>

const is = (text: string): GivenDef => ({ is: text })
const record = (domain: string, set: Set, more: Partial<RowsDef> = {}): RowsDef => ({ domain, set, ...more })
const results = (
  domain: string,
  set: Set = {},
  tests: RowsDef['tests'] = 'all',
  more: Partial<RowsDef> = {},
): RowsDef => ({
  ...{ domain, set, ...more },
  tests,
})

/** Results with the marks that stand beside them in a table of their own. */
const laboratory: readonly RowsDef[] = [
  results('LB', { LBNAM: 'LBLAB' }, 'all', {
    called: {
      ...{ ANC: 'NEUT', PLT: 'PLAT', NA: 'SODIUM', CACORR: 'CACR' },
      ...{ CYSC: 'CYSTATC', UCRCL: 'CREATCLR', UBLOOD: 'OCCBLD' },
    },
  }),
  { domain: 'LB', group: 'ABNORMAL', about: 'LBTESTCD' },
]

const performance = (item: string, scale: string, code: string): RowsDef =>
  results('RS', { RSCAT: is(scale), RSDTC: { date: 'VSDAT', time: 'VSTIM' } }, [item], { called: { [item]: code } })

/** A treatment of the study as it was collected, and as an exposure. */
const exposure = (set: Set, more: Partial<RowsDef> = {}): readonly RowsDef[] => {
  const as = (domain: string): RowsDef =>
    record(domain, Object.fromEntries(Object.entries(set).map(([name, from]) => [domain + name, from])), more)
  return [as('EC'), as('EX')]
}

/** A step on the way through the study. */
const disposition = (date: string, term: GivenDef, category = 'DISPOSITION EVENT', more: Set = {}): RowsDef =>
  record('DS', {
    DSTERM: term,
    DSDECOD: term,
    DSCAT: is(category),
    DSSTDTC: date,
    ...more,
  })

const questionnaire = (name: string): readonly RowsDef[] => [results('QS', { QSCAT: is(name) })]

/** A lesion that was found, with what was measured of it. */
const lesion = (group: string, kind: string): RowsDef =>
  record(
    'TU',
    {
      TUTESTCD: is('TUMIDENT'),
      TUTEST: is('Tumor Identification'),
      TUORRES: is(kind),
      TUSTRESC: is(kind),
      TULNKID: 'TULNKID',
      TUDTC: 'TUDAT',
    },
    { group },
  )
const measures = (
  group: string,
  called: Readonly<Record<string, string>>,
  more: Pick<RowsDef, 'titled' | 'renamed' | 'following'> = {},
): RowsDef =>
  results('TR', { TRLNKID: 'TULNKID', TRDTC: 'TUDAT', TRMETHOD: 'TUMETHOD' }, Object.keys(called), {
    ...{ group, called },
    ...more,
  })

/** RECIST 1.1: a lymph node whose short axis is below 10 mm is none of disease. */
const nodeState = (healthy: string, diseased: string): NonNullable<RowsDef['following']>[number] => ({
  called: 'LNSTATE',
  titled: 'Lymph Node State',
  says: [
    { when: healthy, is: 'NON-PATHOLOGICAL' },
    { when: diseased, is: 'PATHOLOGICAL' },
  ],
})

const forms: Readonly<Record<string, readonly RowsDef[]>> = {
  SV: [record('SV', { SVOCCUR: 'SVOCCUR', SVSTDTC: 'SVSTDTC', SVREASOC: 'SVREASOC' })],
  ICF: [
    record('DS', {
      DSTERM: is('INFORMED CONSENT OBTAINED'),
      DSDECOD: is('INFORMED CONSENT OBTAINED'),
      DSCAT: is('PROTOCOL MILESTONE'),
      DSSCAT: 'ICFTYPE',
      DSSTDTC: { date: 'DSSTDAT', time: 'DSSTTIM' },
    }),
  ],
  DM: [
    record('DM', {
      BRTHDTC: 'BRTHDAT',
      AGE: 'AGE',
      SEX: 'SEX',
      RACE: 'RACE',
      ETHNIC: 'ETHNIC',
      COUNTRY: 'COUNTRY',
    }),
  ],
  NET: [
    record('MH', {
      MHTERM: is('NEUROENDOCRINE TUMOUR'),
      MHCAT: is('PRIMARY DIAGNOSIS'),
      MHSTDTC: 'NETDXDAT',
      MHLOC: 'PRIMSITE',
    }),
  ],
  PPRRT: [
    record('CM', { CMTRT: 'PPAGENT', CMCAT: is('PRIOR PRRT'), CMDOSE: 'PPACT', CMSTDTC: 'PPDAT' }, { group: 'CYCLES' }),
  ],
  VS: [
    results('VS', {}, ['SYSBP', 'DIABP', 'PULSE', 'TEMP', 'RESP', 'OXYSAT', 'WEIGHT', 'HEIGHT', 'BMI', 'BSA']),
    // Performance is a classification in words of the standard, and no vital sign.
    performance('ECOG', 'ECOG', 'ECOG101'),
    performance('KPS', 'KPS SCALE', 'KPSS0101'),
  ],
  PE: [record('PE', { PETESTCD: 'PETEST', PEORRES: 'PERES' }, { group: 'SYSTEMS' })],
  LBH: laboratory,
  LBC: laboratory,
  LBE: laboratory,
  LBU: laboratory,
  LBM: laboratory,
  LBK: laboratory,
  PREG: [results('RP', {}, ['RPORRES', 'BRSTFEED', 'HCGVAL', 'RPULTRA', 'RPULTRADAT'])],
  ECG: [
    results('EG', {}, ['EGHR', 'EGQT', 'QTCF', 'EGINTP', 'LQTS'], {
      called: { EGHR: 'EGHRMN', EGQT: 'QTAG', QTCF: 'QTCFAG', EGINTP: 'INTP' },
    }),
  ],
  ECHO: [results('CV', { CVDTC: 'ECHODAT', CVMETHOD: is('ECHOCARDIOGRAPHY') })],
  PETS: [
    record('PR', {
      PRTRT: is('SOMATOSTATIN RECEPTOR PET'),
      PRCAT: is('IMAGING'),
      PRSTDTC: 'PETDAT',
      PRDECOD: 'SSTRMOD',
      PRDOSE: 'PETACT',
    }),
    results(
      'TR',
      { TRDTC: 'PETDAT', TRLNKID: 'TULNKID', TRMETHOD: is('PET SCAN') },
      ['LESSUVMAX', 'LESSUVMEAN', 'UPTAKE'],
      { group: 'LESSUV', called: { LESSUVMAX: 'SUVMAX', LESSUVMEAN: 'SUVMEAN' } },
    ),
  ],
  // An absorbed dose is no finding about a tumour, whatever some of its items are called.
  DOSIM: [results('XF')],
  PETF: [record('PR', { PRTRT: is('FDG PET'), PRCAT: is('IMAGING'), PRSTDTC: 'PETDAT', PRDOSE: 'PETACT' })],
  TUTL: [
    lesion('TARGETS', 'TARGET'),
    measures(
      'TARGETS',
      { TRLDIAM: 'LDIAM', TRVALUE: 'DIAMETER', TRSTAT: 'TUMSTATE', TUSLICE: 'SLICE' },
      {
        titled: { TRLDIAM: 'Longest Diameter', TRSTAT: 'Tumor State' },
        // What CDISC calls the longest perpendicular is the short axis, which RECIST measures of a node.
        renamed: { TRLDIAM: { when: 'TUNODAL == "Y"', called: 'LPERP', titled: 'Longest Perpendicular' } },
        following: [
          nodeState(
            'TUNODAL == "Y" && (TRSTAT != "MERGED" || given(TRLDIAM)) && TRVALUE < 10',
            'TUNODAL == "Y" && TRVALUE >= 10',
          ),
        ],
      },
    ),
  ],
  TUNT: [
    lesion('NONTARGETS', 'NON-TARGET'),
    measures(
      'NONTARGETS',
      { TUSTAT: 'TUMSTATE' },
      {
        titled: { TUSTAT: 'Tumor State' },
        following: [
          nodeState(
            'TULOC == "LYMPH_NODE" && TUSTAT == "ABSENT"',
            'TULOC == "LYMPH_NODE" && (TUSTAT == "PRESENT" || TUSTAT == "UNEQUIVOCAL_PD")',
          ),
        ],
      },
    ),
  ],
  TUNL: [lesion('NEWLES', 'NEW'), measures('NEWLES', { EQUIVOCAL: 'EQUIVOC' })],
  RSOV: [
    results(
      'RS',
      { RSDTC: 'RSDAT', RSSCAT: 'RSCOURSE', RSCAT: is('RECIST 1.1') },
      ['TRGRESP', 'NTRGRESP', 'NEWLIND', 'OVRLRESP', 'OVRLRESP_INV', 'OVRLRESP_BIRC', 'BOR', 'BORDAT'],
      { called: { OVRLRESP_INV: 'OVRLINV', OVRLRESP_BIRC: 'OVRLBIRC', BOR: 'BESTRESP', BORDAT: 'BESTRDAT' } },
    ),
    results(
      'TR',
      { TRDTC: 'RSDAT', TRSCAT: 'RSCOURSE', TRCAT: is('RECIST 1.1') },
      ['SUMDIAM', 'BASESUM', 'NADIR', 'PCTBASE', 'PCTNADIR', 'ABSNADIR'],
      {
        called: { BASESUM: 'SUMBASE', NADIR: 'SUMNADIR', PCTBASE: 'PCBSD', PCTNADIR: 'PCNSD', ABSNADIR: 'ACNSD' },
        titled: {
          SUMDIAM: 'Sum of Diameter',
          PCTBASE: 'Percent Change Baseline in Sum of Diam',
          PCTNADIR: 'Percent Change Nadir in Sum of Diam',
          ABSNADIR: 'Absolute Change Nadir in Sum of Diam',
        },
      },
    ),
  ],
  QLQ: questionnaire('EORTC QLQ-C30'),
  GIN: questionnaire('EORTC QLQ-GI.NET21'),
  EQ5: questionnaire('EQ-5D-5L'),
  IE: [results('IE', { IECAT: is('INCLUSION/EXCLUSION') })],
  REG: [disposition('REGDAT', is('REGISTERED'), 'PROTOCOL MILESTONE')],
  RAND: [
    record('DS', {
      DSTERM: is('RANDOMIZED'),
      DSDECOD: is('RANDOMIZED'),
      DSCAT: is('PROTOCOL MILESTONE'),
      DSSTDTC: { date: 'RANDDAT', time: 'RANDTIM' },
      DSREFID: 'RANDNO',
    }),
  ],
  EXLU: exposure({
    TRT: 'ECTRT',
    DOSE: 'LUACTNET',
    STDTC: 'ECSTDTM',
    ENDTC: 'ECENDTM',
    LOT: 'ECLOT',
    LOC: 'ECLOC',
    ROUTE: is('INTRAVENOUS'),
  }),
  EXAA: exposure({
    TRT: 'AASOL',
    STDTC: 'AASTDTM',
    ENDTC: 'AAENDTM',
    VAMT: 'AAVOL',
    VAMTU: is('mL'),
    CAT: is('AMINO ACIDS'),
    ROUTE: is('INTRAVENOUS'),
  }),
  EXOCT: exposure({
    TRT: 'ECTRT',
    DOSE: 'ECDOSE',
    STDTC: 'ECSTDTM',
    ROUTE: 'ECROUTE',
    LOC: 'ECLOC',
    LOT: 'ECLOT',
    ADJ: 'ECADJRS',
  }),
  EXEV: exposure({
    TRT: 'ECTRT',
    DOSE: 'ECDOSE',
    DOSFRQ: 'ECDOSFRQ',
    STDTC: 'ECSTDAT',
    ENDTC: 'ECENDAT',
    ADJ: 'ECADJRS',
    ROUTE: is('ORAL'),
  }),
  EXCAP: exposure({
    TRT: is('CAPECITABINE'),
    DOSE: 'ECDOSE',
    DOSFRQ: 'ECDOSFRQ',
    STDTC: 'ECSTDAT',
    ENDTC: 'ECENDAT',
    ROUTE: is('ORAL'),
  }),
  EOT: [disposition('DSSTDAT', 'DSDECOD', 'DISPOSITION EVENT', { DSSCAT: is('STUDY TREATMENT') })],
  PD: [
    record('CE', { CETERM: is('DISEASE PROGRESSION'), CECAT: is('PROGRESSION'), CESCAT: 'PDCOURSE', CESTDTC: 'PDDAT' }),
  ],
  XOVR: [disposition('XOVDAT', is('CROSSED OVER'), 'OTHER EVENT')],
  RETX: [disposition('XOVDAT', is('TREATED AGAIN'), 'OTHER EVENT')],
  FU: [results('SS', { SSDTC: 'FUDAT' }, ['SURVSTAT', 'LASTALIVE', 'PDSINCE', 'LATEREN', 'LATEMDS', 'LATESECM'])],
  DTH: [
    disposition('DTHDAT', is('DEATH')),
    results('DD', { DDDTC: 'DTHDAT' }, ['PRCDTH', 'DTHREL', 'DTHAUT', 'DTHSRC']),
  ],
  WD: [disposition('WDDAT', is('WITHDRAWAL BY SUBJECT'), 'DISPOSITION EVENT', { DSSCAT: 'WDTYPE' })],
  LTF: [disposition('LTFDAT', is('LOST TO FOLLOW-UP'))],
  AE: [record('AE', { AEENDTC: { date: 'AEENDAT', time: 'AEENTIM' } })],
  CM: [record('CM', { CMCAT: is('CONCOMITANT'), CMCLASCD: 'CMATC' })],
  MH: [record('MH', {})],
  PTX: [record('CM', { CMCAT: is('PRIOR CANCER TREATMENT'), CMSCAT: 'PTXCLASS' })],
  SUBTX: [record('CM', { CMCAT: is('SUBSEQUENT CANCER TREATMENT'), CMSCAT: 'SUBCLASS' })],
  BIO: [record('BE', { BETERM: is('COLLECTED'), BEREFID: 'BEREFID', BECAT: 'BECAT', BESTDTC: 'BEDTM' })],
  DV: [record('DV', {})],
  SURG: [record('PR', { PRTRT: 'SURGTYPE', PRCAT: is('SURGERY'), PRSTDTC: 'SURGDAT' })],
  NETEST: [results('LB', { LBDTC: 'NTDAT', LBNAM: 'NTLAB', LBCAT: is('NETEST') })],
  DPD: [results('GF', { GFDTC: 'DPDDAT' }, ['DPDRES', 'DPDMETH'])],
}

const has = (study: Pick<StudyVersion, 'forms'>, form: string, item: string): boolean =>
  study.forms.some(
    ({ oid, groups }) => oid === form && groups.some(({ items }) => items.some((one) => one.oid === item)),
  )

/** What of it speaks of the forms and items that a study has. */
function ownRows(study: Pick<StudyVersion, 'forms'>, form: string, rows: readonly RowsDef[]): RowsDef[] {
  const known = (from: GivenDef): boolean =>
    typeof from === 'string'
      ? has(study, form, from)
      : 'is' in from || (has(study, form, from.date) && has(study, form, from.time))
  const ownItems = <T>(named: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(named).filter(([oid]) => has(study, form, oid)))
  const own = rows.map(({ set, tests, called, titled, renamed, ...rest }) => ({
    ...rest,
    ...(titled && { titled: ownItems(titled) }),
    ...(renamed && { renamed: ownItems(renamed) }),
    ...(set && { set: Object.fromEntries(Object.entries(set).filter(([, from]) => known(from))) }),
    ...(called && { called: ownItems(called) }),
    ...(tests && { tests: tests === 'all' ? tests : tests.filter((oid) => has(study, form, oid)) }),
  }))
  return own.filter(({ tests }) => tests === undefined || tests.length > 0)
}

/** An endpoint with the dates that the forms of a study have; undefined where it then has no beginning or no end. */
function ownEndpoint(study: Pick<StudyVersion, 'forms'>, whole: EndpointDef): EndpointDef | undefined {
  const own = (dates: readonly DatesDef[]) => dates.filter(({ form, item }) => has(study, form, item))
  const [from, events, seen] = [own(whole.from), own(whole.events), own(whole.seen)]
  if ([from, events, seen].some(({ length }) => length === 0)) return undefined
  return {
    ...{ ...whole, from, events, seen },
    ...(whole.stops && { stops: own(whole.stops) }),
    ...(whole.needs && { needs: own(whole.needs) }),
  }
}

/** The tabulation of a study with the forms that it has. */
export const tabulationOf = (
  study: Pick<StudyVersion, 'forms'>,
  endpoints: Readonly<Record<string, EndpointDef>> = {},
): TabulationDef => ({
  endpoints: Object.fromEntries(
    Object.entries(endpoints).flatMap(([code, whole]) => {
      const own = ownEndpoint(study, whole)
      return own ? [[code, own]] : []
    }),
  ),
  forms: Object.fromEntries(
    study.forms.flatMap(({ oid }) => {
      const rows = forms[oid]
      const own = rows && ownRows(study, oid, rows)
      return own && own.length > 0 ? [[oid, own]] : []
    }),
  ),
})
