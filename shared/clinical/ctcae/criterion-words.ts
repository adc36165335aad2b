/** The coded parts of a criterion in English, French and Swedish: the dimensions first, then what single terms ask. */
export const criterionWords = `
no-symptoms: no symptoms | aucun symptôme | inga symtom
no-or-mild-symptoms: no symptoms or mild ones | pas de symptômes ou symptômes légers | inga eller lindriga symtom
symptoms: symptoms | symptômes | symtom
mild: mild | léger | lindrigt
moderate: moderate | modéré | måttligt
severe: severe | sévère | svårt
serious: serious, life not at risk yet | grave, sans danger vital immédiat | allvarligt, ännu inte livshotande
mild-pain: mild pain | douleur légère | lindrig smärta
moderate-pain: moderate pain | douleur modérée | måttlig smärta
severe-pain: severe pain | douleur sévère | svår smärta
pain: pain | douleur | smärta
present: present | présent | förekommer
localized: in one place | localisé | lokaliserat
persistent: persistent | persistant | ihållande
prolonged: prolonged | prolongé | långvarigt
transient: passing | transitoire | övergående
instrumental: limits household, shopping, errands | limite le ménage, les courses, les démarches | begränsar hushåll, inköp och ärenden
self-care: limits washing, dressing, eating | limite la toilette, l'habillage, les repas | begränsar hygien, påklädning och måltider
not-limiting: limits no activity | ne limite aucune activité | begränsar ingen aktivitet
sleep-limited: disturbs sleep | perturbe le sommeil | stör sömnen
psychosocial: weighs on the person and contacts | pèse sur le moral et les relations | påverkar psyket och det sociala livet
observation: watched or found by tests only | surveillance ou découverte d'examen seulement | endast observation eller fynd vid undersökning
untreated: needs no treatment | ne demande pas de traitement | kräver ingen behandling
treated: needs treatment | demande un traitement | kräver behandling
local: local or minor treatment | traitement local ou mineur | lokal eller enkel behandling
non-invasive: non-invasive treatment | traitement non invasif | icke-invasiv behandling
topical: treatment on the skin | traitement topique | utvärtes behandling
over-the-counter: over-the-counter medicine | médicament sans ordonnance | receptfritt läkemedel
oral: medicine by mouth | traitement oral | behandling via munnen
medical: medical treatment | traitement médical | medicinsk behandling
medical-not-urgent: medical treatment, not urgent | traitement médical non urgent | medicinsk behandling, ej akut
medication-changed: medication changed | médicaments modifiés | läkemedel ändrade
intravenous: intravenous treatment | traitement intraveineux | intravenös behandling
intravenous-anti-infective: intravenous anti-infective | anti-infectieux intraveineux | intravenöst antiinfektivum
intravenous-fluids: intravenous fluids | perfusion de liquides | intravenös vätska
outpatient-fluids: intravenous fluids as outpatient | perfusion de liquides en ambulatoire | intravenös vätska polikliniskt
steroids: corticosteroids | corticoïdes | kortikosteroider
insulin: insulin | insuline | insulin
iron: iron | fer | järn
hormone-replacement: thyroid hormone | hormone thyroïdienne | sköldkörtelhormon
thyroid-suppression: medicine against thyroid hormone | antithyroïdien | tyreostatika
no-systemic: no systemic treatment needed | pas de traitement systémique nécessaire | ingen systemisk behandling behövs
oxygen: oxygen | oxygène | syrgas
ventilation: breathing support | assistance ventilatoire | andningsstöd
transfusion: transfusion | transfusion | transfusion
dialysis: dialysis | dialyse | dialys
transplant: transplant | greffe | transplantation
procedure: invasive procedure | geste invasif | invasivt ingrepp
planned-procedure: planned invasive procedure | geste invasif programmé | planerat invasivt ingrepp
urgent-procedure: urgent invasive procedure | geste invasif urgent | akut invasivt ingrepp
surgery: surgery | chirurgie | kirurgi
planned-surgery: planned surgery | chirurgie programmée | planerad kirurgi
urgent-surgery: urgent surgery | chirurgie urgente | akut kirurgi
urgent: urgent treatment | traitement urgent | akut behandling
hospital: hospital care | hospitalisation | sjukhusvård
life: life at risk | danger vital | livshotande
artificial-nutrition: feeding by tube or vein | nutrition par sonde ou parentérale | näring via sond eller blod
parenteral-nutrition: feeding by vein | nutrition parentérale | parenteral nutrition
supplements: nutritional support | soutien nutritionnel | näringsstöd
laboratory-only: laboratory findings only | anomalies biologiques seules | endast laboratoriefynd
laboratory-abnormal: laboratory findings | anomalies biologiques | laboratoriefynd
test-abnormal: abnormal blood test or imaging of the heart | biologie ou imagerie cardiaque anormale | avvikande prov eller bild av hjärtat
bleeding: bleeding | saignement | blödning
no-bleeding: no bleeding | sans saignement | ingen blödning
blood-culture-positive: bacteria in the blood culture | hémoculture positive | positiv blododling
hypoxia: low oxygen | hypoxie | syrebrist
right-heart-failure: right heart failure | insuffisance cardiaque droite | högersidig hjärtsvikt
symptoms-on-moderate-effort: symptoms on moderate effort | symptômes à l'effort modéré | symtom vid måttlig ansträngning
hypotension-or-tachycardia: low pressure or fast pulse | hypotension ou tachycardie | lågt blodtryck eller snabb puls
circulation-or-nerves-unstable: circulation or nervous system unstable | instabilité hémodynamique ou neurologique | instabil cirkulation eller neurologi
respiratory-distress: struggles to breathe | détresse respiratoire | andningssvårt
chest-tube-or-surgery: chest drain or surgery | drain thoracique ou chirurgie | thoraxdrän eller kirurgi
bronchospasm: bronchospasm | bronchospasme | bronkospasm
breathless-moderate-exertion: breathless on moderate effort | essoufflé à l'effort modéré | andfådd vid måttlig ansträngning
breathless-minimal-exertion: breathless on slight effort | essoufflé au moindre effort | andfådd vid lätt ansträngning
breathless-at-rest: breathless at rest | essoufflé au repos | andfådd i vila
relieved-by-rest: better after rest | soulagé par le repos | bättre efter vila
not-relieved-by-rest: not better after rest | non soulagé par le repos | inte bättre efter vila
appetite-lost-eats: less appetite, eats as usual | moins d'appétit, mange comme d'habitude | sämre aptit, äter som vanligt
eats-less: eats less or differently, not losing weight much or malnourished | mange moins ou autrement, sans perte de poids marquée ni dénutrition | äter mindre eller annorlunda, utan tydlig viktnedgång eller undernäring
eats-less-than-usual: eats less | mange moins | äter mindre
eats-or-drinks-too-little: eats or drinks too little | mange ou boit trop peu | äter eller dricker för lite
weight-or-nutrition-lost: marked weight loss or malnutrition | perte de poids marquée ou dénutrition | tydlig viktnedgång eller undernäring
eats-modified-diet: eats an adapted diet | alimentation adaptée | äter anpassad kost
eats-hindered: hinders eating and drinking | gêne l'alimentation | hindrar från att äta och dricka
cannot-eat-enough: cannot take enough food | ne peut se nourrir suffisamment | kan inte få i sig tillräckligt
diet-unchanged: diet hardly changes | alimentation à peu près inchangée | kosten i stort sett oförändrad
diet-changed: diet changed | alimentation modifiée | kosten ändrad
diet-or-oral: diet or medicine by mouth | régime ou traitement oral | kost eller tablettbehandling
drink-more: should drink more | doit boire davantage | behöver dricka mer
dry-mucosa: dry mucous membranes | muqueuses sèches | torra slemhinnor
skin-turgor: skin fold slow to flatten | pli cutané | nedsatt hudturgor
taste-changed: taste changed | goût altéré | förändrad smak
taste-bad-or-lost: unpleasant taste or none | goût désagréable ou perdu | obehaglig eller förlorad smak
bowel-and-intake-unchanged: bowels and eating as usual | transit et alimentation inchangés | tarmfunktion och ätande som vanligt
bowel-changed: bowels changed | transit modifié | ändrad tarmfunktion
altered-digestion: digestion disturbed | digestion perturbée | störd mag-tarmfunktion
severely-altered-digestion: digestion severely disturbed | digestion gravement perturbée | svårt störd mag-tarmfunktion
severely-altered-eating: eating or stomach severely disturbed | alimentation ou fonction gastrique gravement perturbée | svårt stört ätande eller magsäcksfunktion
swallowing-limited: limits swallowing | limite la déglutition | begränsar sväljningen
fatty-stools: fatty or more frequent stools | selles grasses ou plus fréquentes | fet eller tätare avföring
absorption-deficient: consequences of poor absorption | conséquences de la malabsorption | följder av dåligt upptag
now-and-then: now and then | par moments | då och då
laxatives-sometimes: laxative, enema or diet at times | laxatif, lavement ou régime occasionnels | laxermedel, lavemang eller kost ibland
laxatives-regularly: laxatives or enemas regularly | laxatifs ou lavements réguliers | laxermedel eller lavemang regelbundet
manual-evacuation: stool removed by hand | évacuation manuelle | avföring plockas ut
stoma-mild: slightly more from the stoma | stomie un peu plus productive | något mer i stomin
stoma-moderate: clearly more from the stoma | stomie nettement plus productive | tydligt mer i stomin
stoma-severe: far more from the stoma | stomie beaucoup plus productive | mycket mer i stomin
pads-sometimes: pads at times | protections occasionnelles | skydd ibland
pads-daily: pads every day | protections chaque jour | skydd varje dag
banding-or-medical: banding or medical treatment | ligature ou traitement médical | gummibandsligatur eller medicinsk behandling
severe-discomfort: severe discomfort | gêne sévère | svåra obehag
pancreatitis: pancreatitis | pancréatite | pankreatit
moderate-pain-or-ulcer: moderate pain or ulcer, can eat | douleur ou ulcère modéré, peut manger | måttlig smärta eller sår, kan äta
saliva-over-0.2: saliva > 0.2 mL/min | salive > 0,2 mL/min | saliv > 0,2 ml/min
saliva-0.1-0.2: saliva 0.1–0.2 mL/min | salive 0,1–0,2 mL/min | saliv 0,1–0,2 ml/min
saliva-under-0.1: saliva < 0.1 mL/min | salive < 0,1 mL/min | saliv < 0,1 ml/min
liver-decompensated: liver decompensated | foie décompensé | dekompenserad lever
glucose-above-baseline: glucose above the baseline | glycémie au-dessus de la valeur initiale | glukos över utgångsvärdet
diabetes-care-changed: daily diabetes care changed | traitement quotidien du diabète modifié | daglig diabetesvård ändrad
oral-glucose-lowering: glucose-lowering tablets | antidiabétique oral | diabetestabletter
diabetes-workup: tested for diabetes | bilan de diabète | diabetesutredning
haemoglobin-down-2: haemoglobin fell by 2 g or more | hémoglobine en baisse de 2 g ou plus | hemoglobin sjunkit 2 g eller mer
neutrophils-under-1000-fever: neutrophils < 1.0 × 10⁹/L with one temperature > 38.3 °C, or ≥ 38 °C for over an hour | neutrophiles < 1,0 × 10⁹/L avec une température > 38,3 °C, ou ≥ 38 °C plus d'une heure | neutrofiler < 1,0 × 10⁹/L med en temperatur > 38,3 °C, eller ≥ 38 °C i mer än en timme
cells-down-25: slightly too few cells, down by 25 % at most | moelle peu appauvrie, 25 % de moins au plus | något cellfattig, högst 25 % färre
cells-down-50: moderately too few cells, down by 25–50 % | moelle modérément appauvrie, 25–50 % de moins | måttligt cellfattig, 25–50 % färre
cells-down-75: severely too few cells, down by 50–75 % | moelle très appauvrie, 50–75 % de moins | svårt cellfattig, 50–75 % färre
aplastic-2-weeks: no cells for more than two weeks | aplasie de plus de deux semaines | aplasi i mer än två veckor
leucostasis: signs of leucostasis | signes de leucostase | tecken på leukostas
seizure: seizure | crise convulsive | krampanfall
torsade: torsade de pointes | torsade de pointes | torsade de pointes
polymorphic-tachycardia: polymorphic ventricular tachycardia | tachycardie ventriculaire polymorphe | polymorf ventrikeltakykardi
serious-arrhythmia: signs of a serious arrhythmia | signes d'arythmie grave | tecken på allvarlig arytmi
infarction-level: as high as in infarction by the maker's limit | au niveau d'un infarctus selon le fabricant | infarktnivå enligt tillverkaren
dose-adjusted: anticoagulant dose adjusted | dose d'anticoagulant adaptée | justerad dos av blodförtunnande
more-than-one-drug: more than one drug, or stronger treatment | plusieurs médicaments, ou traitement renforcé | mer än ett läkemedel eller kraftigare behandling
one-drug: one drug | un seul médicament | ett läkemedel
bladder-catheter-or-irrigation: bladder catheter or rinsing | sonde ou lavage vésical | blåskateter eller sköljning
visible-blood: visible blood | sang visible | synligt blod
painless-swelling: painless swelling | gonflement indolore | smärtfri svullnad
redness-with-symptoms: redness with swelling, pain or hardness | rougeur avec gonflement, douleur ou induration | rodnad med svullnad, smärta eller förhårdnad
ulcer-or-necrosis: ulcer or dead tissue | ulcération ou nécrose | sår eller vävnadsdöd
tissue-damage: severe tissue damage | lésion tissulaire sévère | svår vävnadsskada
tenderness: tender | sensible | ömhet
lipodystrophy: fat tissue changed | lipodystrophie | förändrad fettvävnad
swelling: swelling | gonflement | svullnad
phlebitis: inflamed vein | phlébite | kärlinflammation
swelling-close: swelling seen on close look | gonflement visible de près | svullnad som syns på nära håll
swelling-plain: contours plainly blurred | reliefs nettement effacés | tydligt utsuddade konturer
swelling-gross: contours grossly changed | contours très déformés | kraftigt förändrade konturer
infusion-goes-on: infusion goes on | perfusion poursuivie | infusionen fortsätter
infusion-stopped-settles: infusion stopped, settles quickly with treatment | perfusion arrêtée, cède vite au traitement | infusionen avbruten, ger snabbt med sig
prophylaxis-24-h: preventive medicine for 24 h at most | prévention pendant 24 h au plus | förebyggande läkemedel högst 24 timmar
comes-back: comes back after getting better | récidive après amélioration | återkommer efter förbättring
sleep-mild: sleep slightly disturbed | sommeil un peu perturbé | lindriga sömnsvårigheter
sleep-moderate: sleep moderately disturbed | sommeil modérément perturbé | måttliga sömnsvårigheter
sleep-severe: sleep severely disturbed | sommeil gravement perturbé | svåra sömnsvårigheter
hair-under-half: less than half of the hair lost, hard to see | moins de la moitié des cheveux, peu visible | mindre än hälften av håret, syns knappt
hair-half-or-more: half of the hair or more lost, plain to see | la moitié des cheveux ou plus, bien visible | hälften av håret eller mer, syns tydligt
wig-to-hide: wig needed to hide it | perruque nécessaire pour cacher | peruk behövs för att dölja
skin-minimal-no-pain: slight skin changes without pain | légères lésions cutanées sans douleur | lätta hudförändringar utan smärta
skin-changes-painful: painful skin changes, as peeling or blisters | lésions cutanées douloureuses, desquamation ou cloques | smärtsamma hudförändringar, som fjällning eller blåsor
skin-severe-painful: severe painful skin changes | lésions cutanées sévères et douloureuses | svåra smärtsamma hudförändringar
under-10-percent: less than 10 % of the skin | moins de 10 % de la peau | mindre än 10 % av huden
10-to-30-percent: 10–30 % of the skin | 10–30 % de la peau | 10–30 % av huden
over-30-percent: more than 30 % of the skin | plus de 30 % de la peau | mer än 30 % av huden
over-30-percent-mild: more than 30 % of the skin with mild symptoms or none | plus de 30 % de la peau, symptômes légers ou absents | mer än 30 % av huden med lindriga eller inga symtom
over-30-percent-moderate: more than 30 % of the skin with moderate or severe symptoms | plus de 30 % de la peau, symptômes modérés ou sévères | mer än 30 % av huden med måttliga eller svåra symtom
no-redness-or-itch: no redness or itch | sans rougeur ni démangeaison | ingen rodnad eller klåda
redness-or-itch: redness or itch | rougeur ou démangeaison | rodnad eller klåda
itch: itch | démangeaison | klåda
mild-or-localized: mild or in one place | léger ou localisé | lindrigt eller lokaliserat
widespread-intermittent: widespread, comes and goes | étendu, intermittent | utbrett, kommer och går
widespread-constant: widespread and constant | étendu et constant | utbrett och ständigt
scratch-marks: skin changed by scratching | peau marquée par le grattage | rivmärken
unsteady-mild: slightly unsteady | légère instabilité | lindrig ostadighet
unsteady-moderate: moderately unsteady | instabilité modérée | måttlig ostadighet
unsteady-severe: severely unsteady | instabilité sévère | svår ostadighet
fainting: faints | perte de connaissance | svimmar
orthostatic-collapse: collapses on standing up | collapsus en se levant | faller ihop vid uppresning
felt-not-seen: felt, not found on examination | ressenti, non retrouvé à l'examen | känns, syns inte vid undersökning
seen-on-examination: found on examination | retrouvé à l'examen | syns vid undersökning
mechanical-aid: needs a mechanical aid | aide mécanique nécessaire | behöver hjälpmedel
bone-therapy: treatment of bone density | traitement de la densité osseuse | behandling av bentätheten
height-lost-little: height down by less than 2 cm | taille réduite de moins de 2 cm | mindre än 2 cm kortare
height-lost: height down by 2 cm or more | taille réduite de 2 cm ou plus | minst 2 cm kortare
protein-in-urine: or protein 2+ in urine, protein/creatinine > 0.5 | ou protéinurie 2+, protéine/créatinine > 0,5 | eller protein 2+ i urinen, protein/kreatinin > 0,5
vision-moderate: vision 20/40 or better, or down by 3 lines at most | acuité 20/40 ou mieux, ou 3 lignes perdues au plus | synskärpa 20/40 eller bättre, eller högst 3 rader sämre
vision-marked: vision worse than 20/40, or down by more than 3 lines, to 20/200 | acuité sous 20/40, ou plus de 3 lignes perdues, jusqu'à 20/200 | synskärpa sämre än 20/40, eller mer än 3 rader sämre, till 20/200
vision-lost: vision 20/200 or worse | acuité 20/200 ou moins | synskärpa 20/200 eller sämre
no-hospital: no hospital care needed | pas d'hospitalisation nécessaire | ingen sjukhusvård behövs
symptoms-at-rest: symptoms at rest or on slight effort | symptômes au repos ou au moindre effort | symtom i vila eller vid lätt ansträngning
new-onset: first occurrence | première survenue | nydebuterat
enzymes-slightly: heart enzymes slightly raised | enzymes cardiaques peu élevées | lätt förhöjda hjärtmarkörer
enzymes-abnormal: heart enzymes abnormal | enzymes cardiaques anormales | avvikande hjärtmarkörer
no-ischemia: no ischaemia on the ECG | ECG sans ischémie | ingen ischemi på EKG
ecg-infarction: infarction on the ECG | infarctus à l'ECG | infarkt på EKG
circulation-stable: circulation stable | hémodynamique stable | stabil cirkulation
circulation-unstable: circulation unstable | hémodynamique instable | instabil cirkulation
device-or-ablation: pacemaker or ablation | stimulateur ou ablation | pacemaker eller ablation
embolus: embolus | embolie | embolus
imaging-only: imaging findings only | anomalies d'imagerie seules | endast bildfynd
deficit-mild-moderate: mild or moderate neurological loss | déficit neurologique léger ou modéré | lindrigt eller måttligt neurologiskt bortfall
deficit-severe: severe neurological loss | déficit neurologique sévère | svårt neurologiskt bortfall
enzymes-or-imaging-only: raised enzymes or imaging findings only | enzymes élevées ou anomalies d'imagerie seules | endast förhöjda enzymer eller bildfynd
vomits: vomiting | vomissements | kräkningar
abdominal-pain: abdominal pain | douleur abdominale | buksmärta
severe-abdominal-pain: severe abdominal pain | douleur abdominale sévère | svår buksmärta
blood-or-mucus: blood or mucus in the stool | sang ou glaires dans les selles | blod eller slem i avföringen
peritonism: signs of peritonitis | signes péritonéaux | peritonittecken
flapping-tremor: flapping tremor | astérixis | flapping tremor
encephalopathy-mild: mild encephalopathy | encéphalopathie légère | lindrig encefalopati
encephalopathy-severe: moderate or severe encephalopathy, coma | encéphalopathie modérée à sévère, coma | måttlig eller svår encefalopati, koma
drug-liver-injury: liver injured by a drug | atteinte hépatique médicamenteuse | läkemedelsorsakad leverskada
bowel-rest: bowel rest | mise au repos digestif | tarmvila
tube: tube | sonde | sond
diet-regular: eats a normal diet | alimentation normale | äter normal kost
swallowing-altered: eating or swallowing altered | alimentation ou déglutition modifiée | ändrat ätande eller sväljning
swallowing-severely-altered: eating or swallowing severely altered | alimentation ou déglutition gravement modifiée | svårt ändrat ätande eller sväljning
harm: danger of harming self or others | danger pour soi ou autrui | fara för sig själv eller andra
no-catheter: no catheter needed, some urine left | sonde non nécessaire, résidu | ingen kateter behövs, viss resturin
catheter: bladder catheter | sonde vésicale | blåskateter
kidney-lost: marked loss of kidney function | perte importante de fonction rénale | påtaglig förlust av njurfunktion
organ-failure: organ failure | défaillance d'organe | organsvikt
parenteral: treatment by injection | traitement injectable | behandling med injektion
low-pressure: low blood pressure | hypotension | lågt blodtryck
unwell: feels unwell | se sent mal | mår dåligt
widespread: widespread | étendu | utbrett
one-site: one site | un seul site | ett ställe
several-sites: more than one site | plus d'un site | mer än ett ställe
seeks-treatment: asks for treatment | demande à être traité | söker behandling
electrolytes-or-circulation: upsets electrolytes or circulation | trouble électrolytique ou hémodynamique | rubbar elektrolyter eller cirkulation
infected-oral: infected locally, oral antibiotics | surinfection locale, antibiotiques oraux | lokal infektion, antibiotika via munnen
infected-intravenous: widely infected, intravenous antibiotics | surinfection étendue, antibiotiques intraveineux | utbredd infektion, intravenösa antibiotika
`
