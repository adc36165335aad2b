import { codeList } from '../define'

/** Code lists of ends, deviations and events around the study. */

const other = { en: 'Other', fr: 'Autre' }
const unknown = { en: 'Unknown', fr: 'Inconnu' }
const patient = { en: 'Participant decided', fr: 'Décision du participant' }

export const expectedness = codeList('SAEEXP', {
  EXPECTED: { en: 'Expected', fr: 'Attendu' },
  UNEXPECTED: { en: 'Unexpected', fr: 'Inattendu' },
})

export const reportKinds = codeList('SAETYPE', {
  INITIAL: { en: 'Initial', fr: 'Initiale' },
  FOLLOW_UP: { en: 'Follow-up', fr: 'Suivi' },
  FINAL: { en: 'Final', fr: 'Finale' },
})

export const reporters = codeList('REPORTEDBY', {
  INVESTIGATOR: { en: 'Investigator', fr: 'Investigateur' },
  NURSE: { en: 'Nurse', fr: 'Infirmier' },
  COORDINATOR: { en: 'Coordinator', fr: 'Coordinateur' },
  SPONSOR: { en: 'Sponsor', fr: 'Promoteur' },
})

export const endReasons = codeList('DISPREAS', {
  COMPLETED: { en: 'Completed', fr: 'Terminé' },
  PROGRESSION: { en: 'Progression', fr: 'Progression' },
  ADVERSE_EVENT: { en: 'Adverse event', fr: 'Événement indésirable' },
  PREGNANCY: { en: 'Pregnancy', fr: 'Grossesse' },
  PATIENT_DECISION: patient,
  INVESTIGATOR_DECISION: { en: 'Investigator decided', fr: "Décision de l'investigateur" },
  NONCOMPLIANCE: { en: 'Not taken as planned', fr: 'Non-observance' },
  PROTOCOL_DEVIATION: { en: 'Protocol deviation', fr: 'Déviation au protocole' },
  LOST: { en: 'Lost to follow-up', fr: 'Perdu de vue' },
  DEATH: { en: 'Death', fr: 'Décès' },
  RENAL_DOSE_LIMIT: { en: 'Dose limit of the kidneys', fr: 'Limite de dose aux reins' },
  DMT_STOP: { en: 'Toxicity that stops the dose', fr: 'Toxicité imposant l’arrêt' },
  SPONSOR_DECISION: { en: 'Sponsor decided', fr: 'Décision du promoteur' },
})

export const contactModes = codeList('FUMODE', {
  VISIT: { en: 'Visit', fr: 'Visite' },
  PHONE: { en: 'Telephone', fr: 'Téléphone' },
  RECORD: { en: 'Record or registry', fr: 'Dossier ou registre' },
})

export const survival = codeList('SURVSTAT', {
  ALIVE: { en: 'Alive', fr: 'En vie' },
  DEAD: { en: 'Dead', fr: 'Décédé' },
  UNKNOWN: unknown,
})

export const laterTreatments = codeList('SUBCLASS', {
  SSA: { en: 'Somatostatin analogue', fr: 'Analogue de la somatostatine' },
  PRRT: { en: 'Radioligand therapy', fr: 'Radiothérapie interne vectorisée' },
  TARGETED_ALPHA: { en: 'Alpha emitter', fr: 'Émetteur alpha' },
  ALKYLATOR: { en: 'Alkylating agent', fr: 'Agent alkylant' },
  EVEROLIMUS: { en: 'Everolimus', fr: 'Évérolimus' },
  SUNITINIB: { en: 'Sunitinib', fr: 'Sunitinib' },
  CABOZANTINIB: { en: 'Cabozantinib', fr: 'Cabozantinib' },
  CHEMO: { en: 'Chemotherapy', fr: 'Chimiothérapie' },
  INTERFERON: { en: 'Interferon', fr: 'Interféron' },
  TACE: { en: 'Chemoembolisation', fr: 'Chimioembolisation' },
  TARE: { en: 'Radioembolisation', fr: 'Radioembolisation' },
  RFA: { en: 'Ablation', fr: 'Ablation' },
  SURGERY: { en: 'Surgery', fr: 'Chirurgie' },
  EBRT: { en: 'External radiotherapy', fr: 'Radiothérapie externe' },
  INVESTIGATIONAL: { en: 'Trial treatment', fr: 'Traitement expérimental' },
  OTHER: other,
})

export const laterReasons = codeList('SUBREAS', {
  PROGRESSION: { en: 'Progression', fr: 'Progression' },
  TOXICITY: { en: 'Toxicity', fr: 'Toxicité' },
  SYMPTOMS: { en: 'Symptoms', fr: 'Symptômes' },
  PATIENT: patient,
  OTHER: other,
})

export const deviationCategories = codeList('DVCAT', {
  ELIGIBILITY: { en: 'Eligibility', fr: 'Éligibilité' },
  CONSENT: { en: 'Consent', fr: 'Consentement' },
  DOSING: { en: 'Dosing', fr: 'Administration' },
  VISIT_WINDOW: { en: 'Visit window', fr: 'Fenêtre de visite' },
  MISSING_ASSESSMENT: { en: 'Missing assessment', fr: 'Évaluation manquante' },
  PROHIBITED_MED: { en: 'Prohibited medicine', fr: 'Médicament interdit' },
  RANDOMISATION: { en: 'Randomisation', fr: 'Randomisation' },
  SAFETY_REPORTING: { en: 'Safety reporting', fr: 'Déclaration de sécurité' },
  SAMPLE: { en: 'Sample', fr: 'Échantillon' },
  OTHER: other,
})

export const deviationSeverities = codeList('DVSEV', {
  MINOR: { en: 'Minor', fr: 'Mineure' },
  MAJOR: { en: 'Major', fr: 'Majeure' },
  CRITICAL: { en: 'Critical', fr: 'Critique' },
})

export const deviationSources = codeList('DVSRC', {
  AUTO: { en: 'Found by a check', fr: 'Repérée par un contrôle' },
  MANUAL: { en: 'Noted by someone', fr: 'Notée par quelqu’un' },
})

export const causesOfDeath = codeList('PRMDTHCS', {
  DISEASE_PROGRESSION: { en: 'The disease', fr: 'La maladie' },
  STUDY_TREATMENT: { en: 'Study treatment', fr: "Traitement de l'étude" },
  OTHER_CANCER: { en: 'Another cancer', fr: 'Un autre cancer' },
  INTERCURRENT: { en: 'Another illness or accident', fr: 'Autre maladie ou accident' },
  UNKNOWN: unknown,
})

export const deathSources = codeList('DTHSRC', {
  HOSPITAL: { en: 'Hospital', fr: 'Hôpital' },
  REGISTRY: { en: 'Registry', fr: 'Registre' },
  FAMILY: { en: 'Family', fr: 'Famille' },
  OTHER: other,
})

export const withdrawals = codeList('WDTYPE', {
  TREATMENT_ONLY: { en: 'Treatment only', fr: 'Traitement seulement' },
  TREATMENT_AND_VISITS: { en: 'Treatment and visits', fr: 'Traitement et visites' },
  FULL_CONSENT: { en: 'All consent: no further data', fr: 'Tout le consentement : plus de données' },
  DATA_LINKAGE_ALLOWED: { en: 'All but data from records', fr: 'Tout sauf les données de dossiers' },
})

export const withdrawalReasons = codeList('WDREAS', {
  BURDEN: { en: 'Too much of a burden', fr: 'Trop contraignant' },
  MOVED: { en: 'Moved away', fr: 'Déménagement' },
  TOXICITY: { en: 'Side effects', fr: 'Effets indésirables' },
  NO_REASON: { en: 'No reason given', fr: 'Sans motif' },
  OTHER: other,
})

export const resections = codeList('SURGTYPE', {
  MAJOR_HEPATECTOMY: { en: 'Major liver resection', fr: 'Hépatectomie majeure' },
  MINOR_HEPATECTOMY: { en: 'Minor liver resection', fr: 'Hépatectomie mineure' },
  TWO_STAGE: { en: 'Two-stage resection', fr: 'Résection en deux temps' },
  RESECTION_ABLATION: { en: 'Resection and ablation', fr: 'Résection et ablation' },
  OTHER: other,
})

const marginCodes = {
  R0: { en: 'R0 – clear', fr: 'R0 – saines' },
  R1: { en: 'R1 – microscopic rest', fr: 'R1 – reliquat microscopique' },
  R2: { en: 'R2 – visible rest', fr: 'R2 – reliquat visible' },
  RX: { en: 'RX – cannot be told', fr: 'RX – indéterminées' },
}
export const margins = codeList('RESMARG', marginCodes)

export const metastasisGrades = codeList('METGRADE', {
  G1: { en: 'G1', fr: 'G1' },
  G2: { en: 'G2', fr: 'G2' },
  G3: { en: 'G3 NET', fr: 'TNE G3' },
  NEC: { en: 'Carcinoma', fr: 'Carcinome' },
})

const clavien = ['I', 'II', 'IIIA', 'IIIB', 'IVA', 'IVB', 'V']
export const complicationGrades = codeList('COMPLGR', {
  NONE: { en: 'None', fr: 'Aucune' },
  ...Object.fromEntries(clavien.map((grade) => [grade, { en: grade, fr: grade }])),
})

export const boardDecisions = codeList('MDTDEC', {
  CONFIRMED: { en: 'Confirmed', fr: 'Confirmée' },
  NOT_CONFIRMED: { en: 'Not confirmed', fr: 'Non confirmée' },
  POSTPONED: { en: 'Postponed', fr: 'Reportée' },
})

export const toxicityStates = codeList('DMTSTATE', {
  HELD: { en: 'Held', fr: 'Suspendue' },
  RECOVERED: { en: 'Recovered', fr: 'Résolue' },
  STOPPED: { en: 'Stopped', fr: 'Arrêtée' },
})
