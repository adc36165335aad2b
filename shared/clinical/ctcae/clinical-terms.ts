/**
 * What the grades 1 to 4 of the terms that matter most in these trials ask, as codes of `criterion-words.ts`; `-` where
 * the grade does not exist or, for a measured term, only numbers decide. Facts of the published table in our own form.
 */
export const clinicalTerms = `
Bone marrow hypocellular: cells-down-25 | cells-down-50 | cells-down-75 | aplastic-2-weeks
Disseminated intravascular coagulation: - | laboratory-only no-bleeding | laboratory-abnormal bleeding | life urgent
Febrile neutropenia: - | - | neutrophils-under-1000-fever | life urgent
Hemolysis: laboratory-only | laboratory-abnormal haemoglobin-down-2 | transfusion medical | life urgent
Atrial fibrillation: no-symptoms untreated | medical-not-urgent | symptoms urgent device-or-ablation new-onset | life embolus urgent
Cardiac arrest: - | - | - | life urgent
Heart failure: no-symptoms test-abnormal | symptoms-on-moderate-effort | symptoms-at-rest hospital new-onset | life urgent
Myocardial infarction: - | no-symptoms enzymes-slightly no-ischemia | severe enzymes-abnormal circulation-stable ecg-infarction | life circulation-unstable
Palpitations: mild untreated | treated | - | -
Right ventricular dysfunction: no-symptoms test-abnormal | symptoms-on-moderate-effort | severe hypoxia right-heart-failure oxygen | life urgent transplant
Sinus bradycardia: no-symptoms untreated | symptoms untreated medication-changed | symptoms treated | life urgent
Sinus tachycardia: no-symptoms untreated | symptoms medical-not-urgent | urgent | -
Ear pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Tinnitus: mild untreated | moderate instrumental | severe self-care | -
Vertigo: mild | moderate instrumental | severe self-care | -
Adrenal insufficiency: no-symptoms observation untreated | moderate medical | severe hospital | life urgent
Cushingoid: mild untreated | moderate medical | severe medical hospital | -
Hyperthyroidism: no-symptoms observation untreated | symptoms thyroid-suppression instrumental | severe self-care hospital | life urgent
Hypopituitarism: no-or-mild-symptoms observation untreated | moderate local instrumental | serious hospital self-care | life urgent
Hypothyroidism: no-symptoms observation untreated | symptoms hormone-replacement instrumental | severe self-care hospital | life urgent
Blurred vision: untreated | symptoms vision-moderate instrumental | symptoms vision-marked self-care | vision-lost
Eye pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Flashing lights: symptoms not-limiting | instrumental | self-care | -
Floaters: symptoms not-limiting | instrumental | self-care | -
Photophobia: symptoms not-limiting | instrumental | self-care | -
Vision decreased: - | vision-moderate | vision-marked | vision-lost
Watering eyes: untreated | symptoms vision-moderate | vision-marked | vision-lost
Abdominal distension: no-symptoms observation untreated | symptoms instrumental | severe-discomfort self-care | -
Abdominal pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Ascites: no-symptoms observation untreated | symptoms medical | severe procedure | life urgent-surgery
Bloating: bowel-and-intake-unchanged | symptoms eats-less-than-usual bowel-changed | - | -
Cheilitis: no-symptoms observation untreated | moderate instrumental | severe self-care treated | -
Colitis: no-symptoms observation untreated | abdominal-pain blood-or-mucus | severe-abdominal-pain peritonism | life urgent
Colonic obstruction: no-symptoms observation untreated | symptoms altered-digestion | hospital procedure | life urgent-surgery
Constipation: now-and-then laxatives-sometimes | persistent laxatives-regularly instrumental | manual-evacuation self-care | life urgent
Dry mouth: symptoms diet-unchanged saliva-over-0.2 | moderate eats-modified-diet saliva-0.1-0.2 | cannot-eat-enough artificial-nutrition saliva-under-0.1 | -
Duodenal ulcer: no-symptoms observation untreated | symptoms medical instrumental | severely-altered-digestion parenteral-nutrition planned-procedure self-care | life urgent-surgery
Dyspepsia: mild untreated | moderate medical | severe surgery | -
Dysphagia: symptoms diet-regular | symptoms swallowing-altered | swallowing-severely-altered artificial-nutrition hospital | life urgent
Esophagitis: no-symptoms observation untreated | symptoms swallowing-altered supplements | swallowing-severely-altered artificial-nutrition hospital | life urgent-surgery
Fecal incontinence: pads-sometimes | pads-daily | severe planned-surgery | -
Flatulence: mild untreated | moderate persistent psychosocial | - | -
Gastric ulcer: no-symptoms observation untreated | symptoms altered-digestion medical instrumental | severely-altered-digestion parenteral-nutrition planned-procedure self-care | life urgent-surgery
Gastritis: no-symptoms observation untreated | symptoms altered-digestion medical | severely-altered-eating parenteral-nutrition hospital | life urgent-surgery
Gastroesophageal reflux disease: mild untreated | moderate medical | severe surgery | -
Hemorrhoids: no-symptoms observation untreated | symptoms banding-or-medical | severe procedure | -
Ileus: no-symptoms imaging-only | symptoms altered-digestion bowel-rest | severely-altered-digestion parenteral-nutrition tube | life urgent
Lower gastrointestinal hemorrhage: mild untreated | moderate treated | transfusion procedure hospital | life urgent
Malabsorption: - | diet-changed oral | cannot-eat-enough parenteral-nutrition | life urgent
Mucositis oral: no-or-mild-symptoms untreated | moderate-pain-or-ulcer eats-modified-diet | severe-pain eats-hindered | life urgent
Nausea: appetite-lost-eats | eats-less | eats-or-drinks-too-little artificial-nutrition hospital | -
Oral hemorrhage: mild untreated | moderate treated | transfusion procedure hospital | life urgent
Oral pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Pancreatitis: - | enzymes-or-imaging-only | severe-pain vomits medical | life urgent
Rectal hemorrhage: mild untreated | moderate treated | transfusion procedure hospital | life urgent
Small intestinal obstruction: no-symptoms observation untreated | symptoms altered-digestion instrumental | hospital procedure self-care | life urgent-surgery
Stomach pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Toothache: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Upper gastrointestinal hemorrhage: mild untreated | moderate treated | transfusion procedure hospital | life urgent
Vomiting: untreated | outpatient-fluids medical | artificial-nutrition hospital | life
Edema face: localized | moderate localized instrumental | severe self-care | -
Facial pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Fatigue: relieved-by-rest | not-relieved-by-rest instrumental | not-relieved-by-rest self-care | -
Flu like symptoms: mild | moderate instrumental | severe self-care | -
Gait disturbance: mild | moderate mechanical-aid instrumental | self-care | -
Infusion site extravasation: painless-swelling | redness-with-symptoms | ulcer-or-necrosis tissue-damage surgery | life urgent
Injection site reaction: tenderness | pain lipodystrophy swelling phlebitis | ulcer-or-necrosis tissue-damage surgery | life urgent
Localized edema: localized not-limiting | moderate treated instrumental | severe treated self-care | -
Malaise: unwell | unwell instrumental | unwell self-care | -
Non-cardiac chest pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Cholecystitis: - | symptoms medical | severe procedure | life urgent-surgery
Gallbladder pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Hepatic failure: - | - | flapping-tremor encephalopathy-mild drug-liver-injury self-care | life encephalopathy-severe
Hepatic pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Allergic reaction: no-systemic | oral | bronchospasm hospital intravenous | life urgent
Anaphylaxis: - | - | bronchospasm parenteral swelling low-pressure | life urgent
Appendicitis: - | - | intravenous-anti-infective procedure | life urgent
Bacteremia: - | blood-culture-positive no-symptoms | - | -
Biliary tract infection: - | oral | intravenous-anti-infective procedure | life urgent
Bladder infection: - | oral | intravenous-anti-infective procedure | life urgent
Bronchial infection: - | moderate oral | intravenous-anti-infective procedure | life urgent
Catheter related infection: - | localized local oral | intravenous-anti-infective procedure | life urgent
Conjunctivitis: no-or-mild-symptoms untreated | symptoms vision-moderate | symptoms vision-marked self-care | vision-lost
Hepatitis B reactivation: no-or-mild-symptoms observation untreated | moderate medical | serious hospital intravenous | life urgent liver-decompensated
Herpes simplex reactivation: no-or-mild-symptoms observation untreated | moderate medical | serious hospital intravenous | life urgent
Kidney infection: - | oral | intravenous-anti-infective procedure | life urgent
Lung infection: - | moderate oral | intravenous-anti-infective procedure | life urgent
Pharyngitis: - | oral | intravenous-anti-infective procedure | life urgent
Sepsis: - | - | blood-culture-positive symptoms treated | life urgent
Shingles: localized local | localized moderate oral instrumental | serious hospital intravenous self-care | life urgent
Sinusitis: - | localized oral | intravenous-anti-infective procedure | life urgent
Skin infection: localized local | oral | intravenous-anti-infective procedure | life urgent
Thrush: no-symptoms local | oral | intravenous-anti-infective | -
Tooth infection: - | localized local | intravenous-anti-infective procedure | life urgent
Upper respiratory infection: - | moderate oral | intravenous-anti-infective procedure | life urgent
Urinary tract infection: - | localized oral | intravenous-anti-infective procedure | life urgent
Wound infection: localized local | oral | intravenous-anti-infective procedure | life urgent
Bruising: localized | widespread | - | -
Infusion related reaction: mild transient infusion-goes-on untreated | infusion-stopped-settles prophylaxis-24-h | prolonged comes-back hospital | life urgent
Alcohol intolerance: - | present | severe self-care | life urgent
Anorexia: appetite-lost-eats | eats-less supplements | weight-or-nutrition-lost artificial-nutrition | life urgent
Dehydration: drink-more dry-mucosa skin-turgor | intravenous-fluids | hospital | life urgent
Glucose intolerance: no-symptoms observation untreated | symptoms diet-or-oral | severe insulin | life urgent
Hyperglycemia: glucose-above-baseline untreated | diabetes-care-changed oral-glucose-lowering diabetes-workup | insulin hospital | life urgent
Hyperlipidemia: diet-changed | medical | hospital pancreatitis | life
Hyperphosphatemia: laboratory-only untreated | non-invasive | serious hospital | life urgent
Hypophosphatemia: laboratory-only untreated | oral | serious hospital | life
Tumor lysis syndrome: - | - | present | life urgent
Arthralgia: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Back pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Bone pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Chest wall pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Flank pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Generalized muscle weakness: symptoms felt-not-seen | symptoms seen-on-examination instrumental | self-care | -
Muscle cramp: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Myalgia: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Neck pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Osteonecrosis of jaw: no-symptoms observation untreated | symptoms medical instrumental | severe self-care planned-surgery | life urgent
Pain in extremity: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Rhabdomyolysis: no-symptoms untreated laboratory-only | medical-not-urgent | symptoms urgent | life dialysis
Leukemia secondary to oncology chemotherapy: - | - | - | present
Myelodysplastic syndrome: - | - | - | life urgent
Tumor hemorrhage: mild untreated | moderate treated | transfusion procedure hospital | life urgent
Tumor pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Anosmia: present | - | - | -
Ataxia: no-symptoms observation untreated | moderate instrumental | severe self-care mechanical-aid | -
Concentration impairment: mild | moderate instrumental | severe self-care | -
Dizziness: unsteady-mild | unsteady-moderate instrumental | unsteady-severe self-care | -
Dysgeusia: taste-changed diet-unchanged | taste-changed diet-changed taste-bad-or-lost | - | -
Encephalopathy: mild | moderate instrumental | severe self-care | life urgent
Headache: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Memory impairment: mild | moderate instrumental | severe self-care | -
Paresthesia: mild | moderate instrumental | severe self-care | -
Peripheral motor neuropathy: no-symptoms observation | moderate instrumental | severe self-care | life urgent
Peripheral sensory neuropathy: no-symptoms | moderate instrumental | severe self-care | life urgent
Presyncope: - | present | - | -
Spinal cord compression: - | - | severe self-care | life urgent
Stroke: imaging-only | deficit-mild-moderate instrumental | deficit-severe self-care hospital | life urgent
Syncope: - | - | fainting orthostatic-collapse | -
Tremor: mild | moderate instrumental | severe self-care | -
Vasovagal reaction: - | - | present | life urgent
Anxiety: mild untreated | moderate instrumental | severe self-care hospital | life urgent
Confusion: mild | moderate instrumental | severe self-care | life urgent
Delirium: mild | moderate instrumental | severe self-care urgent new-onset | life harm urgent
Depression: mild | moderate instrumental | severe self-care no-hospital | life harm hospital
Insomnia: sleep-mild | sleep-moderate | sleep-severe | -
Restlessness: mild untreated | moderate instrumental | severe self-care | -
Acute kidney injury: - | - | hospital | life dialysis
Dysuria: present | - | - | -
Hematuria: no-symptoms observation untreated | symptoms bladder-catheter-or-irrigation instrumental | visible-blood transfusion intravenous hospital planned-procedure self-care | life urgent-procedure
Urinary frequency: present | instrumental medical | - | -
Urinary retention: no-catheter | catheter medical | planned-procedure kidney-lost | life organ-failure urgent-surgery
Urinary urgency: present | instrumental medical | - | -
Amenorrhea: - | present | - | -
Gynecomastia: no-symptoms | symptoms | severe planned-surgery | -
Menorrhagia: mild iron | moderate medical | severe transfusion surgery | life urgent
Pelvic pain: mild-pain | moderate-pain instrumental | severe-pain self-care | -
Premature menopause: - | present | - | -
Vaginal hemorrhage: mild untreated | moderate treated | transfusion procedure hospital | life urgent
Allergic rhinitis: mild untreated | moderate medical | - | -
Bronchospasm: mild untreated | symptoms medical instrumental | self-care oxygen | life urgent
Cough: mild over-the-counter | moderate medical instrumental | severe self-care | -
Dyspnea: breathless-moderate-exertion | breathless-minimal-exertion instrumental | breathless-at-rest self-care | life urgent
Epistaxis: mild untreated | moderate medical | transfusion procedure | life urgent
Hiccups: mild untreated | moderate medical instrumental | severe sleep-limited self-care | -
Pleural effusion: no-symptoms observation untreated | symptoms treated | symptoms respiratory-distress hypoxia chest-tube-or-surgery | life urgent
Pneumonitis: no-symptoms observation untreated | symptoms medical instrumental | severe self-care oxygen | life urgent
Respiratory failure: - | - | - | life urgent ventilation
Rhinorrhea: present | - | - | -
Sneezing: mild untreated | moderate medical | - | -
Sore throat: mild-pain | moderate-pain instrumental | severe-pain self-care swallowing-limited | -
Alopecia: hair-under-half | hair-half-or-more wig-to-hide psychosocial | - | -
Dry skin: under-10-percent no-redness-or-itch | 10-to-30-percent redness-or-itch instrumental | over-30-percent itch self-care | -
Hair color changes: present | - | - | -
Hyperhidrosis: one-site | several-sites seeks-treatment psychosocial | electrolytes-or-circulation | -
Nail changes: present | - | - | -
Palmar-plantar erythrodysesthesia syndrome: skin-minimal-no-pain | skin-changes-painful instrumental | skin-severe-painful self-care | -
Pruritus: mild-or-localized topical | widespread-intermittent scratch-marks oral instrumental | widespread-constant self-care sleep-limited steroids | -
Rash acneiform: under-10-percent | 10-to-30-percent psychosocial instrumental over-30-percent-mild | over-30-percent-moderate self-care infected-oral | life infected-intravenous
Rash maculo-papular: under-10-percent | 10-to-30-percent instrumental over-30-percent-mild | over-30-percent-moderate self-care | -
Urticaria: under-10-percent topical | 10-to-30-percent oral | over-30-percent intravenous | -
Flushing: no-symptoms observation | moderate instrumental | symptoms hypotension-or-tachycardia self-care | -
Hot flashes: mild untreated | moderate instrumental | severe self-care | -
Hypotension: no-symptoms untreated | medical-not-urgent | medical hospital | life urgent
Phlebitis: - | present | - | -
Superficial thrombophlebitis: - | present | - | -
Thromboembolic event: untreated | medical | urgent | life circulation-or-nerves-unstable
`

/** What is asked besides the number, of the terms that a value grades. */
export const besideTheValue = `
Anemia: - | - | transfusion | life urgent
Eosinophilia: - | - | steroids | -
Leukocytosis: - | - | - | leucostasis urgent
Methemoglobinemia: - | - | urgent | life
Diarrhea: stoma-mild | stoma-moderate instrumental | hospital stoma-severe self-care | life urgent
Edema limbs: swelling-close | swelling-plain instrumental | swelling-gross self-care | -
Hypothermia: - | - | - | life
Activated partial thromboplastin time prolonged: - | - | bleeding | -
Carbon monoxide diffusing capacity decreased: no-symptoms untreated | - | treated | -
Cardiac troponin I increased: - | - | infarction-level | -
Cardiac troponin T increased: - | - | infarction-level | -
Electrocardiogram QT corrected interval prolonged: - | - | - | torsade polymorphic-tachycardia serious-arrhythmia
INR increased: observation | dose-adjusted | bleeding | -
Pancreatic enzymes decreased: - | fatty-stools | absorption-deficient | -
Vital capacity abnormal: - | instrumental | self-care | -
Weight loss: untreated | supplements | artificial-nutrition | -
Acidosis: - | - | - | life
Alkalosis: - | - | - | life
Hypercalcemia: - | symptoms | hospital | life
Hyperkalemia: - | treated | hospital | life
Hypermagnesemia: - | - | - | life
Hypernatremia: - | treated | hospital | life
Hypertriglyceridemia: - | - | - | life
Hyperuricemia: - | - | - | life
Hypoalbuminemia: - | - | - | life urgent
Hypocalcemia: - | symptoms | hospital | life
Hypoglycemia: - | - | - | life seizure
Hypokalemia: - | treated | hospital | life
Hypomagnesemia: - | - | - | life
Hyponatremia: - | - | - | life
Osteoporosis: - | height-lost-little bone-therapy instrumental | height-lost hospital self-care | -
Chronic kidney disease: protein-in-urine | - | - | dialysis transplant
Hypoxia: - | oxygen | - | life urgent
Hypertension: - | one-drug | more-than-one-drug | life urgent
`
