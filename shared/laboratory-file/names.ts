/**
 * What laboratories call their analytes in English, French and Swedish, by the code of the laboratory forms. Written as
 * `plainName` writes them. A name that two analytes share stands with both: the unit decides, or a person. Names of
 * other materials (urine, ionised, conjugated, per cent of cells) are left out on purpose: they are other analytes.
 */
const names: Readonly<Record<string, readonly string[]>> = {
  HGB: ['hb', 'hgb', 'haemoglobin', 'hemoglobin', 'hemoglobine', 'hemoglobin hb', 'hemoglobine hb'],
  HCT: [
    'hct',
    'ht',
    'hte',
    'haematocrit',
    'hematocrit',
    'hematocrite',
    'hematokrit',
    'evf',
    'b evf',
    'packed cell volume',
    'pcv',
  ],
  RBC: [
    'rbc',
    'gr',
    'red blood cells',
    'red cells',
    'erythrocytes',
    'globules rouges',
    'hematies',
    'erytrocyter',
    'epk',
  ],
  WBC: [
    'wbc',
    'gb',
    'leukocytes',
    'leucocytes',
    'white blood cells',
    'white cells',
    'white cell count',
    'globules blancs',
    'leukocyter',
    'lpk',
    'lkc',
  ],
  ANC: [
    'anc',
    'neut',
    'neutrophils',
    'neutrophil count',
    'absolute neutrophil count',
    'neutrophiles',
    'pnn',
    'polynucleaires neutrophiles',
    'granulocytes neutrophiles',
    'poly neutrophiles',
    'neutrofila',
    'neutrofiler',
    'neutrofila granulocyter',
  ],
  LYM: ['lym', 'lymph', 'lymphocytes', 'lymphocyte count', 'lymfocyter'],
  MONO: ['mono', 'monocytes', 'monocyter'],
  EOS: [
    'eos',
    'eo',
    'eosinophils',
    'eosinophiles',
    'pne',
    'polynucleaires eosinophiles',
    'eosinofila',
    'eosinofiler',
    'eosinofila granulocyter',
  ],
  BASO: [
    'baso',
    'basophils',
    'basophiles',
    'pnb',
    'polynucleaires basophiles',
    'basofila',
    'basofiler',
    'basofila granulocyter',
  ],
  PLT: ['plt', 'plat', 'platelets', 'platelet count', 'thrombocytes', 'plaquettes', 'trombocyter', 'tpk', 'trc'],
  NA: ['na', 'sodium', 'natremie', 'natrium'],
  K: ['k', 'potassium', 'kaliemie', 'kalium'],
  CL: ['cl', 'chloride', 'chlorides', 'chlore', 'chlorures', 'chloremie', 'klorid'],
  CA: ['ca', 'ca2', 'calcium', 'total calcium', 'calcium total', 'calcemie', 'kalcium', 'kalcium total'],
  PHOS: [
    'p',
    'phos',
    'phosphate',
    'phosphates',
    'inorganic phosphate',
    'phosphorus',
    'phosphore',
    'phosphoremie',
    'phosphatemie',
    'fosfat',
    'pi',
  ],
  MG: ['mg', 'mg2', 'magnesium', 'magnesemie'],
  CREAT: ['creat', 'crea', 'creatinine', 'creatininemie', 'kreatinin', 'krea'],
  CYSC: ['cystatin c', 'cystatine c', 'cysc'],
  UREA: ['urea', 'uree', 'bun', 'blood urea nitrogen', 'urea nitrogen', 'uremie'],
  GLUC: ['gluc', 'glucose', 'glycemie', 'glukos', 'blood sugar', 'fasting glucose', 'glycemie a jeun'],
  BILI: [
    'bili',
    'bilirubin',
    'total bilirubin',
    'bilirubin total',
    'bilirubine',
    'bilirubine totale',
    'tbil',
    't bil',
    'bilirubin totalt',
  ],
  ALT: [
    'alt',
    'alat',
    'sgpt',
    'gpt',
    'alanine aminotransferase',
    'alanine transaminase',
    'alanine amino transferase',
    'tgp',
    'alt alat',
    'alat tgp',
    'tgp alat',
    'alt sgpt',
    'alanine aminotransferase alt',
  ],
  AST: [
    'ast',
    'asat',
    'sgot',
    'got',
    'aspartate aminotransferase',
    'aspartate transaminase',
    'aspartate amino transferase',
    'tgo',
    'ast asat',
    'asat tgo',
    'tgo asat',
    'ast sgot',
    'aspartate aminotransferase ast',
  ],
  ALP: [
    'alp',
    'pal',
    'alkaline phosphatase',
    'phosphatase alcaline',
    'phosphatases alcalines',
    'alk phos',
    'alkaliskt fosfatas',
    'alkaliska fosfataser',
    'alkaliska fosfatas',
  ],
  GGT: [
    'ggt',
    'gamma gt',
    'g gt',
    'gammagt',
    'gamma glutamyltransferase',
    'gamma glutamyl transferase',
    'gamma glutamyl transpeptidase',
    'gamma glutamyltransferas',
  ],
  LDH: ['ldh', 'ld', 'lactate dehydrogenase', 'lacticodeshydrogenase', 'lactate deshydrogenase', 'laktatdehydrogenas'],
  ALB: ['alb', 'albumin', 'albumine', 'albuminemie'],
  PROT: [
    'prot',
    'total protein',
    'protein total',
    'protein',
    'proteins',
    'protides',
    'proteines',
    'proteines totales',
    'protidemie',
    'tp',
    'totalprotein',
  ],
  INR: ['inr', 'international normalized ratio', 'pk inr', 'pt inr', 'inr pt'],
  PTPCT: ['tp', 'taux de prothrombine', 'prothrombin ratio', 'prothrombine', 'quick', 'tq'],
  APTT: [
    'aptt',
    'ptt',
    'apt time',
    'activated partial thromboplastin time',
    'tca',
    'tck',
    'temps de cephaline activee',
    'apt tid',
  ],
  HBA1C: [
    'hba1c',
    'hb a1c',
    'a1c',
    'glycated haemoglobin',
    'glycated hemoglobin',
    'haemoglobin a1c',
    'hemoglobin a1c',
    'hemoglobine glyquee',
    'hemoglobine a1c',
    'hemoglobine glyquee hba1c',
  ],
  CHOL: ['chol', 'cholesterol', 'total cholesterol', 'cholesterol total', 'kolesterol', 'kolesterol totalt'],
  TRIG: ['trig', 'tg', 'triglycerides', 'triglyceride', 'triglycerider'],
  CRP: ['crp', 'c reactive protein', 'proteine c reactive', 'c reaktivt protein'],
  CGA: ['cga', 'chromogranin a', 'chromogranine a', 'kromogranin a'],
  CGAMOL: ['cga', 'chromogranin a', 'chromogranine a', 'kromogranin a'],
  HIAA24: [
    '5 hiaa',
    '5hiaa',
    '5 hiaa 24 h',
    '24 h 5 hiaa',
    'urinary 5 hiaa',
    '5 hiaa urinaire',
    'du 5 hiaa',
    'tu 5 hiaa',
    'u 5 hiaa',
    '5 hydroxyindoleacetic acid',
  ],
  HIAAS: [
    '5 hiaa',
    '5hiaa',
    'serum 5 hiaa',
    'plasma 5 hiaa',
    '5 hiaa serique',
    '5 hiaa plasmatique',
    's 5 hiaa',
    'p 5 hiaa',
    '5 hydroxyindoleacetic acid',
  ],
  NSE: ['nse', 'neuron specific enolase', 'enolase neuronale specifique', 'neuronspecifikt enolas'],
}

const greek: Readonly<Record<string, string>> = { α: 'alpha', β: 'beta', γ: 'gamma' }

/** A name without what laboratories write differently: case, accents, Greek letters, punctuation. */
export const plainName = (written: string): string =>
  written
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[αβγ]/g, (letter) => greek[letter] ?? letter)
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim()

/** Blood, plasma or serum before a name, as Nordic laboratories write it (`P-Kreatinin`, `fS-Glukos`), or a word for them. */
const material = /^(?:f?[bps]|vb|kb|b v|p vb|f?p pt|f?s pt) (?=\S)/
const materialWord = /(?<=^| )(?:blood|serum|plasma|sang|sanguine?s?|serique|plasmatique|sanguin)(?= |$)/g

const byName = new Map<string, string[]>()
for (const [code, written] of Object.entries(names))
  for (const name of new Set(written.map(plainName))) byName.set(name, [...(byName.get(name) ?? []), code])

const NONE: readonly string[] = []

/** The codes of the analytes that a laboratory calls so; none where it is no name that we know word for word. */
export function codesNamed(written: string): readonly string[] {
  const name = plainName(written)
  const known = byName.get(name)
  if (known) return known
  const bare = name.replace(material, '').replace(materialWord, '').replace(/ +/g, ' ').trim()
  // The letters that stand for a material are names as well: `P` alone is phosphate.
  return bare === '' ? NONE : (byName.get(bare) ?? NONE)
}
