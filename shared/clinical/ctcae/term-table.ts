/**
 * The terms of CTCAE 5.0 by system organ class, in the order of the published table, and which grades exist: the digits
 * after a term, or all five where there are none. Facts only; NCI's wording and the MedDRA codes are not shipped.
 */
export const termTable: readonly (readonly [systemOrganClass: string, terms: string])[] = [
  [
    'Blood and lymphatic system disorders',
    `Anemia
Blood and lymphatic system disorders - Other, specify
Bone marrow hypocellular
Disseminated intravascular coagulation 2345
Eosinophilia 13
Febrile neutropenia 345
Hemolysis
Hemolytic uremic syndrome 345
Leukocytosis 345
Lymph node pain 123
Methemoglobinemia 2345
Thrombotic thrombocytopenic purpura 345`,
  ],
  [
    'Cardiac disorders',
    `Aortic valve disease
Asystole 145
Atrial fibrillation
Atrial flutter
Atrioventricular block complete 2345
Atrioventricular block first degree 12
Cardiac arrest 45
Cardiac disorders - Other, specify
Chest pain - cardiac 123
Conduction disorder
Cyanosis 2
Heart failure
Left ventricular systolic dysfunction 345
Mitral valve disease
Mobitz (type) II atrioventricular block
Mobitz type I
Myocardial infarction 2345
Myocarditis 2345
Palpitations 12
Paroxysmal atrial tachycardia
Pericardial effusion 2345
Pericardial tamponade 45
Pericarditis
Pulmonary valve disease
Restrictive cardiomyopathy
Right ventricular dysfunction
Sick sinus syndrome
Sinus bradycardia
Sinus tachycardia 123
Supraventricular tachycardia
Tricuspid valve disease
Ventricular arrhythmia
Ventricular fibrillation 45
Ventricular tachycardia 2345`,
  ],
  ['Congenital, familial and genetic disorders', `Congenital, familial and genetic disorders - Other, specify`],
  [
    'Ear and labyrinth disorders',
    `Ear and labyrinth disorders - Other, specify
Ear pain 123
External ear pain 123
Hearing impaired 1234
Middle ear inflammation
Tinnitus 123
Vertigo 123
Vestibular disorder 23`,
  ],
  [
    'Endocrine disorders',
    `Adrenal insufficiency
Cushingoid 123
Delayed puberty 23
Endocrine disorders - Other, specify
Growth accelerated 2
Hyperparathyroidism 12
Hyperthyroidism
Hypoparathyroidism
Hypophysitis
Hypopituitarism
Hypothyroidism
Precocious puberty 12
Testosterone deficiency 12
Virilization 12`,
  ],
  [
    'Eye disorders',
    `Blurred vision 1234
Cataract 1234
Corneal ulcer 34
Dry eye 123
Extraocular muscle paresis 1234
Eye disorders - Other, specify 1234
Eye pain 123
Eyelid function disorder 123
Flashing lights 123
Floaters 123
Glaucoma 1234
Keratitis 1234
Night blindness 1234
Optic nerve disorder 1234
Papilledema 1234
Periorbital edema 123
Photophobia 123
Retinal detachment 34
Retinal tear 12
Retinal vascular disorder 23
Retinopathy 1234
Scleral disorder 1234
Uveitis 1234
Vision decreased 234
Vitreous hemorrhage 1234
Watering eyes 1234`,
  ],
  [
    'Gastrointestinal disorders',
    `Abdominal distension 123
Abdominal pain 123
Anal fissure 123
Anal fistula
Anal hemorrhage
Anal mucositis 123
Anal necrosis 345
Anal pain 123
Anal stenosis
Anal ulcer
Ascites
Belching 12
Bloating 12
Cecal hemorrhage
Cheilitis 123
Chylous ascites
Colitis
Colonic fistula
Colonic hemorrhage
Colonic obstruction
Colonic perforation 2345
Colonic stenosis
Colonic ulcer
Constipation
Dental caries 123
Diarrhea
Dry mouth 123
Duodenal fistula
Duodenal hemorrhage
Duodenal obstruction
Duodenal perforation 2345
Duodenal stenosis
Duodenal ulcer
Dyspepsia 123
Dysphagia
Enterocolitis
Enterovesical fistula
Esophageal fistula
Esophageal hemorrhage
Esophageal necrosis 345
Esophageal obstruction
Esophageal pain 123
Esophageal perforation 2345
Esophageal stenosis
Esophageal ulcer
Esophageal varices hemorrhage 2345
Esophagitis
Fecal incontinence 123
Flatulence 12
Gastric fistula
Gastric hemorrhage
Gastric necrosis 345
Gastric perforation 2345
Gastric stenosis
Gastric ulcer
Gastritis
Gastroesophageal reflux disease 123
Gastrointestinal disorders - Other, specify
Gastrointestinal fistula
Gastrointestinal pain 123
Gastroparesis 1234
Gingival pain 123
Hemorrhoidal hemorrhage
Hemorrhoids 123
Ileal fistula
Ileal hemorrhage
Ileal obstruction
Ileal perforation 2345
Ileal stenosis
Ileal ulcer
Ileus
Intra-abdominal hemorrhage 2345
Jejunal fistula
Jejunal hemorrhage
Jejunal obstruction
Jejunal perforation 2345
Jejunal stenosis
Jejunal ulcer
Lip pain 123
Lower gastrointestinal hemorrhage
Malabsorption 2345
Mucositis oral
Nausea 123
Obstruction gastric
Oral cavity fistula
Oral dysesthesia 123
Oral hemorrhage
Oral pain 123
Pancreatic duct stenosis
Pancreatic fistula
Pancreatic hemorrhage
Pancreatic necrosis 345
Pancreatitis 2345
Periodontal disease 123
Peritoneal necrosis 345
Proctitis
Rectal fissure 123
Rectal fistula
Rectal hemorrhage
Rectal mucositis
Rectal necrosis 345
Rectal obstruction
Rectal pain 123
Rectal perforation 2345
Rectal stenosis
Rectal ulcer
Retroperitoneal hemorrhage 2345
Salivary duct inflammation
Salivary gland fistula
Small intestinal mucositis
Small intestinal obstruction
Small intestinal perforation 2345
Small intestinal stenosis
Small intestine ulcer
Stomach pain 123
Tooth development disorder 123
Tooth discoloration 1
Toothache 123
Typhlitis 345
Upper gastrointestinal hemorrhage
Visceral arterial ischemia 2345
Vomiting`,
  ],
  [
    'General disorders and administration site conditions',
    `Chills 123
Death neonatal 4
Death NOS 5
Disease progression 5
Edema face 123
Edema limbs 123
Edema trunk 123
Facial pain 123
Fatigue 123
Fever
Flu like symptoms 123
Gait disturbance 123
General disorders and administration site conditions - Other, specify
Generalized edema 1234
Hypothermia 2345
Infusion site extravasation
Injection site reaction
Localized edema 123
Malaise 123
Multi-organ failure 345
Neck edema 1234
Non-cardiac chest pain 123
Pain 123
Sudden death NOS 5
Vaccination site lymphadenopathy 12`,
  ],
  [
    'Hepatobiliary disorders',
    `Bile duct stenosis
Biliary fistula 2345
Budd-Chiari syndrome 2345
Cholecystitis 2345
Gallbladder fistula
Gallbladder necrosis 45
Gallbladder obstruction
Gallbladder pain 123
Gallbladder perforation 45
Hepatic failure 345
Hepatic hemorrhage
Hepatic necrosis 45
Hepatic pain 123
Hepatobiliary disorders - Other, specify
Perforation bile duct 345
Portal hypertension 2345
Portal vein thrombosis 2345
Sinusoidal obstruction syndrome 2345`,
  ],
  [
    'Immune system disorders',
    `Allergic reaction
Anaphylaxis 345
Autoimmune disorder
Cytokine release syndrome
Immune system disorders - Other, specify
Serum sickness`,
  ],
  [
    'Infections and infestations',
    `Abdominal infection 2345
Anorectal infection
Appendicitis 345
Appendicitis perforated 345
Arteritis infective 345
Bacteremia 2
Biliary tract infection 2345
Bladder infection 2345
Bone infection 2345
Breast infection 2345
Bronchial infection 2345
Catheter related infection 2345
Cecal infection 2345
Cervicitis infection 2345
Conjunctivitis 1234
Conjunctivitis infective 234
Corneal infection 2345
Cranial nerve infection 345
Cytomegalovirus infection reactivation
Device related infection 2345
Duodenal infection 2345
Encephalitis infection 345
Encephalomyelitis infection 345
Endocarditis infective 345
Endophthalmitis 234
Enterocolitis infectious 2345
Epstein-Barr virus infection reactivation
Esophageal infection 2345
Eye infection 2345
Folliculitis 123
Fungemia 23
Gallbladder infection 2345
Gum infection
Hepatic infection 2345
Hepatitis B reactivation
Hepatitis viral
Herpes simplex reactivation
Infections and infestations - Other, specify
Infective myositis 2345
Joint infection 2345
Kidney infection 2345
Laryngitis 2345
Lip infection 123
Lung infection 2345
Lymph gland infection 2345
Mediastinal infection 345
Meningitis 345
Mucosal infection
Myelitis
Nail infection 123
Otitis externa
Otitis media 2345
Ovarian infection 2345
Pancreas infection 345
Papulopustular rash
Paronychia 123
Pelvic infection 2345
Penile infection
Periorbital infection 2345
Peripheral nerve infection 2345
Peritoneal infection 345
Pharyngitis 2345
Phlebitis infective
Pleural infection 2345
Prostate infection 2345
Rash pustular 23
Rhinitis infective 2
Salivary gland infection 2345
Scrotal infection
Sepsis 345
Shingles
Sinusitis 2345
Skin infection
Small intestine infection 2345
Soft tissue infection 2345
Splenic infection 345
Stoma site infection
Thrush 123
Tooth infection 2345
Tracheitis 2345
Upper respiratory infection 2345
Urethral infection 2345
Urinary tract infection 2345
Uterine infection 2345
Vaginal infection
Viremia 23
Vulval infection
Wound infection`,
  ],
  [
    'Injury, poisoning and procedural complications',
    `Ankle fracture 123
Aortic injury 2345
Arterial injury
Biliary anastomotic leak
Bladder anastomotic leak
Bruising 12
Burn
Dermatitis radiation
Esophageal anastomotic leak
Fall 123
Fallopian tube anastomotic leak
Fallopian tube perforation 2345
Fracture
Gastric anastomotic leak
Gastrointestinal anastomotic leak
Gastrointestinal stoma necrosis 2345
Hip fracture 234
Infusion related reaction
Injury to carotid artery 2345
Injury to inferior vena cava
Injury to jugular vein 2345
Injury to superior vena cava
Injury, poisoning and procedural complications - Other, specify
Intestinal stoma leak
Intestinal stoma obstruction 2345
Intestinal stoma site bleeding
Intraoperative arterial injury
Intraoperative breast injury
Intraoperative cardiac injury 345
Intraoperative ear injury
Intraoperative endocrine injury
Intraoperative gastrointestinal injury
Intraoperative head and neck injury
Intraoperative hemorrhage 345
Intraoperative hepatobiliary injury
Intraoperative musculoskeletal injury
Intraoperative neurological injury
Intraoperative ocular injury
Intraoperative renal injury
Intraoperative reproductive tract injury
Intraoperative respiratory injury
Intraoperative splenic injury 2345
Intraoperative urinary injury
Intraoperative venous injury
Kidney anastomotic leak
Large intestinal anastomotic leak
Pancreatic anastomotic leak
Pharyngeal anastomotic leak
Postoperative hemorrhage
Postoperative thoracic procedure complication 2345
Prolapse of intestinal stoma
Prolapse of urostomy
Radiation recall reaction (dermatologic)
Rectal anastomotic leak
Seroma 123
Small intestinal anastomotic leak
Spermatic cord anastomotic leak
Spinal fracture
Stenosis of gastrointestinal stoma 2345
Stomal ulcer 123
Tracheal hemorrhage
Tracheal obstruction
Tracheostomy site bleeding
Ureteric anastomotic leak
Urethral anastomotic leak
Urostomy leak
Urostomy obstruction
Urostomy site bleeding
Urostomy stenosis 2345
Uterine anastomotic leak
Uterine perforation 2345
Vaccination complication 1234
Vaginal anastomotic leak
Vas deferens anastomotic leak
Vascular access complication
Venous injury
Wound complication
Wound dehiscence
Wrist fracture 123`,
  ],
  [
    'Investigations',
    `Activated partial thromboplastin time prolonged 123
Alanine aminotransferase increased 1234
Alkaline phosphatase increased 1234
Aspartate aminotransferase increased 1234
Blood antidiuretic hormone abnormal 123
Blood bicarbonate decreased 1
Blood bilirubin increased 1234
Blood corticotrophin decreased 123
Blood gonadotrophin abnormal 123
Blood lactate dehydrogenase increased 1
Blood prolactin abnormal 12
Carbon monoxide diffusing capacity decreased 123
Cardiac troponin I increased 13
Cardiac troponin T increased 13
CD4 lymphocytes decreased 1234
Cholesterol high 1234
CPK increased 1234
Creatinine increased 1234
Ejection fraction decreased 234
Electrocardiogram QT corrected interval prolonged 1234
Electrocardiogram T wave abnormal 12
Fibrinogen decreased 1234
Forced expiratory volume decreased 1234
GGT increased 1234
Growth hormone abnormal 12
Haptoglobin decreased 1
Hemoglobin increased 123
INR increased 123
Investigations - Other, specify
Lipase increased 1234
Lymphocyte count decreased 1234
Lymphocyte count increased 23
Neutrophil count decreased 1234
Pancreatic enzymes decreased 123
Platelet count decreased 1234
Serum amylase increased 1234
Thyroid stimulating hormone increased 1
Urine output decreased 34
Vital capacity abnormal 123
Weight gain 123
Weight loss 123
White blood cell decreased 1234`,
  ],
  [
    'Metabolism and nutrition disorders',
    `Acidosis 1345
Alcohol intolerance 2345
Alkalosis 1345
Anorexia
Dehydration
Glucose intolerance
Hypercalcemia
Hyperglycemia
Hyperkalemia
Hyperlipidemia 1234
Hypermagnesemia 1345
Hypernatremia
Hyperphosphatemia
Hypertriglyceridemia
Hyperuricemia 1345
Hypoalbuminemia
Hypocalcemia
Hypoglycemia
Hypokalemia
Hypomagnesemia
Hyponatremia
Hypophosphatemia
Iron overload 2345
Metabolism and nutrition disorders - Other, specify
Obesity 234
Tumor lysis syndrome 345`,
  ],
  [
    'Musculoskeletal and connective tissue disorders',
    `Abdominal soft tissue necrosis 2345
Arthralgia 123
Arthritis 123
Avascular necrosis
Back pain 123
Bone pain 123
Buttock pain 123
Chest wall necrosis 2345
Chest wall pain 123
Exostosis 123
Fibrosis deep connective tissue
Flank pain 123
Generalized muscle weakness 123
Growth suppression 123
Head soft tissue necrosis 2345
Joint effusion 123
Joint range of motion decreased 123
Joint range of motion decreased cervical spine 123
Joint range of motion decreased lumbar spine 123
Kyphosis 123
Lordosis 123
Muscle cramp 123
Muscle weakness lower limb 123
Muscle weakness trunk 123
Muscle weakness upper limb 123
Musculoskeletal and connective tissue disorder - Other, specify
Musculoskeletal deformity 123
Myalgia 123
Myositis 1234
Neck pain 123
Neck soft tissue necrosis 2345
Osteonecrosis
Osteonecrosis of jaw
Osteoporosis 123
Pain in extremity 123
Pelvic soft tissue necrosis 2345
Rhabdomyolysis
Rotator cuff injury 123
Scoliosis 123
Soft tissue necrosis lower limb 2345
Soft tissue necrosis upper limb 2345
Superficial soft tissue fibrosis
Trismus 123
Unequal limb length 123`,
  ],
  [
    'Neoplasms benign, malignant and unspecified (incl cysts and polyps)',
    `Leukemia secondary to oncology chemotherapy 45
Myelodysplastic syndrome 45
Neoplasms benign, malignant and unspecified (incl cysts and polyps) - Other, specify
Skin papilloma 12
Treatment related secondary malignancy 345
Tumor hemorrhage
Tumor pain 123`,
  ],
  [
    'Nervous system disorders',
    `Abducens nerve disorder 123
Accessory nerve disorder 123
Acoustic nerve disorder NOS 123
Akathisia 123
Amnesia 123
Anosmia 1
Aphonia 3
Arachnoiditis
Ataxia 123
Brachial plexopathy 123
Central nervous system necrosis
Cerebrospinal fluid leakage
Cognitive disturbance 123
Concentration impairment 123
Depressed level of consciousness
Dizziness 123
Dysarthria 123
Dysesthesia 123
Dysgeusia 12
Dysphasia 123
Edema cerebral 345
Encephalopathy
Extrapyramidal disorder
Facial muscle weakness 123
Facial nerve disorder 123
Glossopharyngeal nerve disorder
Guillain-Barre syndrome
Headache 123
Hydrocephalus
Hypersomnia 123
Hypoglossal nerve disorder 123
Intracranial hemorrhage
Ischemia cerebrovascular 12
Lethargy 12
Leukoencephalopathy
Memory impairment 123
Meningismus
Movements involuntary 123
Muscle weakness left-sided 123
Muscle weakness right-sided 123
Myasthenia gravis
Nervous system disorders - Other, specify
Neuralgia 123
Nystagmus 23
Oculomotor nerve disorder 123
Olfactory nerve disorder 23
Paresthesia 123
Peripheral motor neuropathy
Peripheral sensory neuropathy 1234
Phantom pain 123
Presyncope 2
Pyramidal tract syndrome
Radiculitis
Recurrent laryngeal nerve palsy
Reversible posterior leukoencephalopathy syndrome 2345
Seizure
Somnolence
Spasticity
Spinal cord compression 345
Stroke
Syncope 3
Tendon reflex decreased 123
Transient ischemic attacks 12
Tremor 123
Trigeminal nerve disorder 123
Trochlear nerve disorder 123
Vagus nerve disorder
Vasovagal reaction 345`,
  ],
  [
    'Pregnancy, puerperium and perinatal conditions',
    `Fetal growth retardation 234
Pregnancy loss 4
Pregnancy, puerperium and perinatal conditions - Other, specify
Premature delivery 1234`,
  ],
  [
    'Psychiatric disorders',
    `Agitation 1234
Anorgasmia 12
Anxiety 1234
Confusion 1234
Delayed orgasm 12
Delirium
Delusions 2345
Depression
Euphoria 123
Hallucinations
Insomnia 123
Irritability 123
Libido decreased 12
Libido increased 1
Mania
Personality change 1234
Psychiatric disorders - Other, specify
Psychosis
Restlessness 123
Suicidal ideation 1234
Suicide attempt 345`,
  ],
  [
    'Renal and urinary disorders',
    `Acute kidney injury 345
Bladder perforation 2345
Bladder spasm 123
Chronic kidney disease
Cystitis noninfective
Dysuria 1
Glucosuria 1
Hematuria
Hemoglobinuria 1
Nephrotic syndrome 345
Proteinuria 123
Renal and urinary disorders - Other, specify
Renal calculi
Renal colic 123
Renal hemorrhage
Urinary fistula 2345
Urinary frequency 12
Urinary incontinence 123
Urinary retention
Urinary tract obstruction
Urinary tract pain 123
Urinary urgency 12
Urine discoloration 1`,
  ],
  [
    'Reproductive system and breast disorders',
    `Amenorrhea 2
Azoospermia 2
Breast atrophy 123
Breast pain 123
Dysmenorrhea 123
Dyspareunia 123
Ejaculation disorder 12
Erectile dysfunction 123
Fallopian tube obstruction 123
Feminization acquired 12
Genital edema 123
Gynecomastia 123
Hematosalpinx
Irregular menstruation 12
Lactation disorder 12
Menorrhagia
Nipple deformity 12
Oligospermia 1
Ovarian hemorrhage
Ovarian rupture
Ovulation pain 2
Pelvic floor muscle weakness 123
Pelvic pain 123
Penile pain 123
Perineal pain 123
Premature menopause 2
Prostatic hemorrhage
Prostatic obstruction 123
Prostatic pain 123
Reproductive system and breast disorders - Other, specify
Scrotal pain 123
Spermatic cord hemorrhage
Spermatic cord obstruction 123
Testicular disorder 1234
Testicular hemorrhage
Testicular pain 123
Uterine fistula
Uterine hemorrhage
Uterine obstruction 123
Uterine pain 123
Vaginal discharge 12
Vaginal dryness 123
Vaginal fistula
Vaginal hemorrhage
Vaginal inflammation 1234
Vaginal obstruction 123
Vaginal pain 123
Vaginal perforation 2345
Vaginal stricture 1235`,
  ],
  [
    'Respiratory, thoracic and mediastinal disorders',
    `Adult respiratory distress syndrome 345
Allergic rhinitis 12
Apnea 345
Aspiration
Atelectasis
Bronchial fistula
Bronchial obstruction
Bronchial stricture
Bronchopleural fistula
Bronchopulmonary hemorrhage
Bronchospasm
Chylothorax
Cough 123
Dyspnea
Epistaxis
Hiccups 123
Hoarseness 123
Hypoxia 2345
Laryngeal edema
Laryngeal fistula
Laryngeal hemorrhage
Laryngeal inflammation 123
Laryngeal mucositis
Laryngeal obstruction
Laryngeal stenosis
Laryngopharyngeal dysesthesia
Laryngospasm 2345
Mediastinal hemorrhage
Nasal congestion 123
Oropharyngeal pain 123
Pharyngeal fistula
Pharyngeal hemorrhage
Pharyngeal mucositis
Pharyngeal necrosis 345
Pharyngeal stenosis
Pharyngolaryngeal pain 123
Pleural effusion
Pleural hemorrhage
Pleuritic pain 123
Pneumonitis
Pneumothorax
Postnasal drip 12
Productive cough 123
Pulmonary edema
Pulmonary fibrosis
Pulmonary fistula
Pulmonary hypertension
Respiratory failure 45
Respiratory, thoracic and mediastinal disorders - Other, specify
Retinoic acid syndrome
Rhinorrhea 1
Sinus disorder
Sinus pain 123
Sleep apnea
Sneezing 12
Sore throat 123
Stridor 345
Tracheal fistula
Tracheal mucositis
Tracheal stenosis
Voice alteration 123
Wheezing`,
  ],
  [
    'Skin and subcutaneous tissue disorders',
    `Alopecia 12
Body odor 12
Bullous dermatitis
Dry skin 123
Eczema 123
Erythema multiforme
Erythroderma 2345
Fat atrophy 123
Hair color changes 1
Hair texture abnormal 1
Hirsutism 12
Hyperhidrosis 123
Hyperkeratosis 13
Hypertrichosis 12
Hypohidrosis 2345
Lipohypertrophy 123
Nail changes 1
Nail discoloration 1
Nail loss 12
Nail ridging 1
Pain of skin 123
Palmar-plantar erythrodysesthesia syndrome 123
Photosensitivity
Pruritus 123
Purpura 123
Rash acneiform
Rash maculo-papular 123
Scalp pain 123
Skin and subcutaneous tissue disorders - Other, specify
Skin atrophy 123
Skin hyperpigmentation 12
Skin hypopigmentation 12
Skin induration
Skin ulceration
Stevens-Johnson syndrome 345
Subcutaneous emphysema 123
Telangiectasia 12
Toxic epidermal necrolysis 45
Urticaria 123`,
  ],
  ['Social circumstances', `Social circumstances - Other, specify`],
  ['Surgical and medical procedures', `Surgical and medical procedures - Other, specify`],
  [
    'Vascular disorders',
    `Arterial thromboembolism 345
Capillary leak syndrome
Flushing 123
Hematoma
Hot flashes 123
Hypertension
Hypotension
Lymph leakage 2345
Lymphedema 123
Lymphocele 123
Peripheral ischemia 2345
Phlebitis 2
Superficial thrombophlebitis 2
Superior vena cava syndrome
Thromboembolic event
Vascular disorders - Other, specify
Vasculitis`,
  ],
]
