import { expect, test } from 'vitest'
import { dictionary, termNamed } from '#shared/clinical/ctcae/dictionary'
import { measuredTerms } from '#shared/clinical/ctcae/measured-terms'
import { searchTerms } from '#shared/clinical/ctcae/search'
import { general } from '#shared/clinical/ctcae/words/general'
import { gutAndLiver } from '#shared/clinical/ctcae/words/gut-and-liver'
import { heartLungKidney } from '#shared/clinical/ctcae/words/heart-lung-kidney'
import { laboratory } from '#shared/clinical/ctcae/words/laboratory'
import { skinNervesBones } from '#shared/clinical/ctcae/words/skin-nerves-bones'
import { hasReference, referenceText } from '../reference'

const first = (query: string) => searchTerms(query)[0]?.term.term

/** What a nurse types, and what she means. */
const everyday: readonly (readonly [term: string, queries: string])[] = [
  [
    'Fatigue',
    'tired, tiredness, exhausted, fatigue, fatige, fatigué, fatigue extrême, épuisé, trött, trötthet, utmattad, fat',
  ],
  ['Nausea', 'nausea, nausia, feeling sick, nausée, mal au coeur, illamående, mår illa, naus'],
  ['Vomiting', 'vomiting, vomitting, throwing up, vomissements, kräkningar, kräks, vomit'],
  ['Diarrhea', 'diarrhea, diarrhoea, diarea, diarhea, diarrea, loose stools, diarrhée, diarré, lös mage, diar'],
  ['Constipation', 'constipation, constipated, constipé, förstoppning, forstoppning'],
  ['Abdominal pain', 'belly pain, abdominal pain, stomach ache, mal au ventre, ont i magen, magont'],
  ['Anorexia', 'loss of appetite, no appetite, perte d’appétit, aptitlöshet, dålig aptit, apetite'],
  ['Dyspnea', 'short of breath, shortness of breath, dyspnoea, dispnea, essoufflement, andfådd, andnöd'],
  ['Cough', 'cough, coughing, toux, hosta'],
  ['Fever', 'fever, temperature, fièvre, fievre, feber'],
  ['Chills', 'chills, shivering, frissons, frossa'],
  ['Headache', 'headache, head ache, hedache, mal de tête, maux de tête, huvudvärk, huvudvark'],
  ['Dizziness', 'dizzy, dizzyness, dizziness, étourdissement, yrsel, yr'],
  ['Insomnia', 'cannot sleep, insomnia, insomnie, sömnlöshet, sleepless'],
  ['Anemia', 'anemia, anaemia, low hb, low haemoglobin, anémie, blodbrist, lågt hb, anemi'],
  [
    'Platelet count decreased',
    'low platelets, platelets, thrombocytopenia, trombocitopenia, thrombopénie, plaquettes basses, låga trombocyter, tpk',
  ],
  ['Neutrophil count decreased', 'neutropenia, low neutrophils, neutropénie, neutropeni, anc'],
  ['Lymphocyte count decreased', 'lymphopenia, low lymphocytes, lymphopénie, lymfopeni, limphopenia'],
  [
    'White blood cell decreased',
    'leukopenia, leucopenia, low white cells, globules blancs bas, leukopeni, lpk, vita blodkroppar',
  ],
  ['Creatinine increased', 'high creatinine, creatinine, creatinin, créatinine, högt kreatinin, kreatinin'],
  ['Alanine aminotransferase increased', 'alt, alat, high alt, transaminases, liver enzymes'],
  ['Aspartate aminotransferase increased', 'ast, asat'],
  ['Alkaline phosphatase increased', 'alp, alk phos, phosphatases alcalines'],
  ['GGT increased', 'ggt, gamma gt'],
  ['Blood bilirubin increased', 'bilirubin, high bilirubin, bilirubine, jaundice, jaunisse, gulsot'],
  ['Hyperkalemia', 'high potassium, hyperkalaemia, hyperkaliémie, hyperkalemi, högt kalium, hiperkalemia'],
  ['Hypokalemia', 'low potassium, hypokalaemia, hypokaliémie, hypokalemi, lågt kalium'],
  ['Hyponatremia', 'low sodium, hyponatrémie, hyponatremi'],
  ['Hyperglycemia', 'high blood sugar, high glucose, hyperglycaemia, hyperglycémie, högt blodsocker'],
  ['Hypoglycemia', 'low blood sugar, hypoglycémie, lågt blodsocker'],
  ['Hypoalbuminemia', 'low albumin, lågt albumin, albumine basse'],
  ['Hypophosphatemia', 'low phosphate, hypophosphatémie, hypofosfatemi'],
  ['Hypertriglyceridemia', 'triglycerides, triglycérides, triglycerider'],
  ['Cholesterol high', 'cholesterol, cholestérol, kolesterol'],
  ['Mucositis oral', 'mouth sores, stomatitis, mucositis, mucite, aphtes, munsår, sår i munnen, sore mouth'],
  ['Dry mouth', 'dry mouth, bouche sèche, muntorrhet'],
  ['Dysgeusia', 'taste change, metallic taste, goût altéré, smakförändring, bad taste'],
  ['Alopecia', 'hair loss, alopecia, perte de cheveux, håravfall'],
  ['Palmar-plantar erythrodysesthesia syndrome', 'hand foot syndrome, hand-foot, hfs, main-pied, hand fot'],
  ['Rash maculo-papular', 'rash, éruption cutanée, utslag, hudutslag'],
  ['Pruritus', 'itching, itchy, démangeaisons, klåda'],
  ['Dry skin', 'dry skin, peau sèche, torr hud'],
  ['Flushing', 'flush, flushing, carcinoid flush, rodnad i ansiktet'],
  ['Hypertension', 'high blood pressure, hypertension, hta, tension haute, högt blodtryck, hypertoni'],
  ['Hypotension', 'low blood pressure, hypotension, lågt blodtryck'],
  ['Edema limbs', 'swollen legs, swollen ankles, leg oedema, jambes gonflées, svullna ben'],
  ['Weight loss', 'weight loss, losing weight, perte de poids, viktnedgång'],
  ['Pneumonitis', 'pneumonitis, interstitial lung disease, pneumopathie, pneumonit'],
  ['Lung infection', 'pneumonia, chest infection, pneumonie, lunginflammation'],
  ['Urinary tract infection', 'uti, cystitis, infection urinaire, urinvägsinfektion, uvi'],
  ['Upper respiratory infection', 'cold, common cold, rhume, förkylning, covid'],
  ['Thromboembolic event', 'blood clot, dvt, pulmonary embolism, embolie pulmonaire, blodpropp, lungemboli'],
  ['Back pain', 'back pain, backache, mal de dos, ont i ryggen, ryggvärk'],
  ['Bone pain', 'bone pain, douleur osseuse, skelettsmärta'],
  ['Arthralgia', 'joint pain, arthralgia, douleurs articulaires, ledvärk, artralgia'],
  ['Myalgia', 'muscle pain, myalgia, courbatures, muskelvärk, mialgia'],
  ['Muscle cramp', 'cramps, leg cramps, crampes, kramp'],
  ['Epistaxis', 'nosebleed, nose bleed, saignement de nez, näsblod'],
  ['Proteinuria', 'protein in urine, protéinurie, proteinuri'],
  ['Acute kidney injury', 'kidney failure, acute renal failure, aki, njursvikt'],
  ['Peripheral sensory neuropathy', 'neuropathy, numbness, neuropathie, domningar, nuropathy'],
  ['Paresthesia', 'tingling, pins and needles, fourmillements, stickningar'],
  ['Infusion site extravasation', 'extravasation, extravasering'],
  ['Myelodysplastic syndrome', 'mds, myelodysplasia, myélodysplasie'],
  ['Ascites', 'ascites, ascite, fluid in belly'],
  ['Dehydration', 'dehydration, dehydrated, déshydratation, uttorkning'],
  ['Gastroesophageal reflux disease', 'heartburn, reflux, halsbränna'],
  ['Dyspepsia', 'indigestion, dyspepsia, dyspepsie'],
  ['Pain', 'pain, douleur, smärta, ont'],
  ['Sepsis', 'sepsis, blood poisoning, septicémie, blodförgiftning'],
  ['Anxiety', 'anxiety, anxious, anxiété, ångest, oro'],
  ['Depression', 'depression, depressed, sad, déprimé, nedstämd'],
  [
    'Endocrine disorders - Other, specify',
    'carcinoid crisis, hormonal crisis, crise carcinoïde, crise hormonale, karcinoid kris, hormonkris',
  ],
  ['Edema face', 'face swelling, swollen face, visage gonflé, svullet ansikte'],
  ['Generalized muscle weakness', 'muscle weakness, faiblesse, svaghet'],
  ['Testosterone deficiency', 'low testosterone, testostérone basse, testosteronbrist'],
  ['Urinary urgency', 'urgent urination, besoin urgent, urinträngningar'],
  ['Fracture', 'bone fracture, broken bone, os cassé, benbrott'],
  ['Allergic reaction', 'allergy, allergic reaction, allergie, allergi'],
]

test.each(everyday)('%s comes first: %s', (term, queries) => {
  const found = queries.split(', ').map((query) => ({ query, first: first(query) }))
  expect(found).toEqual(queries.split(', ').map((query) => ({ query, first: term })))
})

test('a hit says by which words it was found', () => {
  expect(searchTerms('trött')[0]).toMatchObject({ by: 'trött', term: { term: 'Fatigue' } })
})

test.each([
  ['its own name first, then short before long', 'pain', ['Pain', 'Back pain', 'Bone pain', 'Tumor pain', 'Abdominal pain']],
  ['little words do not matter', 'the pain', ['Pain', 'Back pain', 'Bone pain', 'Tumor pain', 'Abdominal pain']],
  ['what is seen often first', 'lung', ['Lung infection', 'Pneumonitis', 'Thromboembolic event', 'Respiratory failure', 'Pleural effusion']],
  ['short before long among what is seen often', 'increased', ['GGT increased', 'INR increased', 'Creatinine increased', 'Blood bilirubin increased', 'Alkaline phosphatase increased']],
  ['the words in any order', 'platelets low', ['Platelet count decreased']],
  ['every word', 'pain in the back', ['Back pain']],
])('%s: %s', (_, query, terms) => expect(searchTerms(query, 5).map(({ term }) => term.term)).toEqual(terms)) // prettier-ignore

test('twenty are found at most, or as many as are asked for', () => {
  expect([searchTerms('a').length, searchTerms('a', 3).length, searchTerms('a', 40).length]).toEqual([20, 3, 40])
})

test('eight words and a hundred characters are looked at', () => {
  const found = (query: string) => searchTerms(query)[0]?.term.term
  expect([found(`${'pain '.repeat(8)}xqzzkw`), found(`${'pain '.repeat(7)}xqzzkw`)]).toEqual(['Pain', undefined])
  const far = (spaces: number) => found(`anemia${' '.repeat(spaces)}xqzzkw`)
  expect([far(94), far(93)]).toEqual(['Anemia', undefined])
})

test('nothing, or nothing known, finds nothing', () => {
  expect(['', '   ', '-', 'xqzzkw', 'anemia xqzzkw'].flatMap((query) => searchTerms(query))).toEqual([])
  expect(searchTerms('a'.repeat(1_000_000))).toEqual([])
})

test('837 terms in 26 classes, each found by its name', () => {
  expect({
    terms: dictionary.length,
    classes: new Set(dictionary.map(({ systemOrganClass }) => systemOrganClass)).size,
    allFive: dictionary.filter(({ grades }) => grades.length === 5).length,
  }).toEqual({ terms: 837, classes: 26, allFive: 330 })
  expect(termNamed('anemia')).toMatchObject({ term: 'Anemia', grades: [1, 2, 3, 4, 5] })
  expect(termNamed('Hemorrhoids')?.grades).toEqual([1, 2, 3])
  expect(termNamed('Death NOS')?.grades).toEqual([5])
  expect(termNamed('HEMORRHOIDS')?.term).toBe('Hemorrhoids')
  expect(termNamed('Tired blood')).toBeUndefined()
})

test('no everyday word is lost on a term that does not exist', () => {
  const areas = [general, gutAndLiver, laboratory, heartLungKidney, skinNervesBones]
  const lines = areas.flatMap((area) => area.trim().split('\n'))
  const spoken = dictionary.filter(({ words }) => words.en.length > 0 && words.fr.length > 0 && words.sv.length > 0)
  expect(spoken).toHaveLength(lines.length)
})

test('a value never gives a grade that the term does not have', () => {
  const strangers = measuredTerms.flatMap(({ term, criteria }) =>
    criteria
      .filter(({ grade }) => !termNamed(term)?.grades.includes(grade))
      .map(({ grade }) => `${term} ${String(grade)}`),
  )
  expect(strangers).toEqual([])
})

const table = 'ctcae-v5.tsv'

test.skipIf(!hasReference(table))('names, classes and grades are those of the published table', () => {
  const published = referenceText(table)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([systemOrganClass, term, , ...grades]) => ({
      systemOrganClass,
      term,
      grades: [1, 2, 3, 4, 5].filter((grade) => grades[grade - 1] !== ''),
    }))
  expect(dictionary.map(({ systemOrganClass, term, grades }) => ({ systemOrganClass, term, grades }))).toEqual(
    published,
  )
})
