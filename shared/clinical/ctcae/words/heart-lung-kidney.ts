/** Heart, vessels, lungs, kidneys, urine and infections. See `general.ts` for the form. */
export const heartLungKidney = `
*Hypertension: high blood pressure, raised blood pressure, bp high; hypertension, tension élevée, hta, hypertension artérielle, tension haute; högt blodtryck, hypertoni, förhöjt blodtryck
*Hypotension: low blood pressure, bp low, pressure drop; hypotension, tension basse; lågt blodtryck, hypotoni, blodtrycksfall
*Flushing: flush, red face, carcinoid flush, facial flushing, blushing; bouffée vasomotrice, flush, bouffées vasomotrices, rougeur du visage; flush, rodnad i ansiktet, ansiktsrodnad, blossande
Hot flashes: hot flushes, hot flash, night sweats; bouffées de chaleur, bouffée de chaleur; vallningar, värmevallningar
*Thromboembolic event: blood clot, dvt, deep vein thrombosis, pulmonary embolism, pe, clot, thrombosis, embolism; événement thromboembolique, phlébite profonde, embolie pulmonaire, thrombose, caillot, tvp; tromboembolisk händelse, blodpropp, djup ventrombos, lungemboli, propp, trombos, dvt
Superficial thrombophlebitis: superficial clot; thrombophlébite superficielle; ytlig tromboflebit
Phlebitis: inflamed vein, vein irritation; phlébite, veinite; flebit, kärlinflammation, inflammerad ven
Hematoma: haematoma; hématome; hematom
Lymphedema: lymphoedema; lymphœdème; lymfödem
Heart failure: cardiac failure, chf; insuffisance cardiaque; hjärtsvikt
*Right ventricular dysfunction: carcinoid heart disease, right heart failure; dysfonction ventriculaire droite, cardiopathie carcinoïde; högersvikt, karcinoid hjärtsjukdom
Tricuspid valve disease: tricuspid regurgitation, tricuspid insufficiency; atteinte de la valve tricuspide, insuffisance tricuspide; trikuspidalisinsufficiens
Myocardial infarction: heart attack, mi, infarct; infarctus du myocarde, infarctus, crise cardiaque; hjärtinfarkt, infarkt
Atrial fibrillation: af, afib, irregular heartbeat; fibrillation auriculaire, fa, fibrillation atriale; förmaksflimmer
Palpitations: heart racing, pounding heart, racing heart; palpitations, cœur qui bat vite; hjärtklappning, palpitationer
Sinus tachycardia: tachycardia, fast pulse, fast heart rate, rapid pulse; tachycardie, tachycardie sinusale, pouls rapide; takykardi, snabb puls, sinustakykardi
Sinus bradycardia: bradycardia, slow pulse, slow heart rate; bradycardie, bradycardie sinusale, pouls lent; bradykardi, långsam puls, sinusbradykardi
Cardiac arrest: heart stopped; arrêt cardiaque; hjärtstopp, hjärtstillestånd
Pericardial effusion: fluid around heart; épanchement péricardique; perikardvätska, hjärtsäcksvätska
Stroke: cva, brain attack; accident vasculaire cérébral, avc; stroke, slaganfall
Transient ischemic attacks: tia, mini stroke; accident ischémique transitoire, ait; tia, övergående ischemi
*Dyspnea: shortness of breath, breathless, short of breath, dyspnoea, breathing difficulty, breathlessness, sob, hard to breathe; dyspnée, essoufflement, essoufflé, gêne respiratoire, difficulté à respirer; andnöd, andfåddhet, andfådd, dyspné, tungandad, svårt att andas
*Cough: coughing, dry cough; toux, tousse, toux sèche; hosta, hostar, torrhosta
Productive cough: phlegm, sputum, wet cough; toux grasse, toux productive, crachats; slemhosta, slem
*Pneumonitis: lung inflammation, interstitial lung disease, ild, interstitial pneumonitis, everolimus lung; pneumopathie, pneumopathie interstitielle, pneumopathie inflammatoire, pneumonite; pneumonit, lunginflammation ej infektiös, interstitiell pneumonit
*Lung infection: pneumonia, chest infection, lower respiratory infection; infection pulmonaire, pneumonie, infection respiratoire basse; lunginflammation, pneumoni, lunginfektion
Pleural effusion: fluid on the lung, water on the lung; épanchement pleural, pleurésie; pleuravätska, vätska i lungsäcken, pleurautgjutning
Pulmonary edema: fluid in the lungs, pulmonary oedema; œdème pulmonaire, oap; lungödem
Hypoxia: low oxygen, desaturation, low saturation; hypoxie, désaturation, saturation basse; hypoxi, låg saturation, syrebrist
Bronchospasm: asthma attack, asthma; bronchospasme, crise d'asthme, asthme; bronkospasm, astma, astmaanfall
Wheezing: wheeze; respiration sifflante, sifflements; pip i bröstet, väsande andning
*Epistaxis: nosebleed, nose bleed, bleeding nose, nosebleeds; épistaxis, saignement de nez, saigne du nez; näsblod, näsblödning, blöder näsblod
Sore throat: throat pain, painful throat; mal de gorge, gorge irritée; halsont, ont i halsen
Hoarseness: hoarse, lost voice; enrouement, voix enrouée, enroué; heshet, hes
Rhinorrhea: runny nose, rhinorrhoea; rhinorrhée, nez qui coule; rinnsnuva, snuva, rinnande näsa
Nasal congestion: blocked nose, stuffy nose; congestion nasale, nez bouché; nästäppa, täppt näsa
Hiccups: hiccough, hiccup; hoquet; hicka
Sneezing: sneeze; éternuements; nysningar
Allergic rhinitis: hay fever; rhinite allergique, rhume des foins; allergisk rinit, hösnuva
Respiratory failure: lung failure; insuffisance respiratoire; andningssvikt
*Acute kidney injury: acute renal failure, aki, kidney failure, arf, renal failure; insuffisance rénale aiguë, ira, insuffisance rénale; akut njursvikt, njursvikt, akut njurskada
*Chronic kidney disease: ckd, low gfr, renal impairment, low egfr, low creatinine clearance, gfr; insuffisance rénale chronique, irc, dfg bas, clairance basse, maladie rénale chronique; kronisk njursvikt, nedsatt njurfunktion, lågt gfr, kronisk njursjukdom
*Proteinuria: protein in urine, albuminuria; protéinurie, protéines dans les urines, albuminurie; proteinuri, protein i urinen, äggvita i urinen, albuminuri
*Hematuria: blood in urine, haematuria, red urine, bloody urine; hématurie, sang dans les urines; hematuri, blod i urinen
*Urinary frequency: frequent urination, polyuria, passing urine often, urinating often; pollakiurie, urines fréquentes, urine souvent; täta trängningar, kissar ofta, täta miktioner
Urinary incontinence: leaking urine, urine leakage, wetting; incontinence urinaire, fuites urinaires; urininkontinens, urinläckage
Urinary retention: cannot pass urine, cannot pee; rétention urinaire, rétention d'urine; urinretention, urinstämma, kan inte kissa
Urinary urgency: urgency, urgent urination, rushing to the toilet; urgenturie, besoin urgent d'uriner; urinträngningar, trängningar
Dysuria: painful urination, burning urine, pain passing urine; dysurie, brûlures urinaires; sveda vid vattenkastning, ont när kissar, dysuri
Urine output decreased: oliguria, low urine output, passing little urine, anuria; diurèse diminuée, oligurie, anurie; minskad urinmängd, oliguri, anuri
Renal calculi: kidney stone, kidney stones; calculs rénaux, calcul rénal; njursten
Renal colic: kidney stone pain; colique néphrétique; njurstensanfall
*Urinary tract infection: uti, cystitis, water infection, urine infection; infection urinaire, cystite, iu; urinvägsinfektion, uvi, blåskatarr, cystit
Kidney infection: pyelonephritis; pyélonéphrite, infection rénale; njurbäckeninflammation, pyelonefrit
Cystitis noninfective: radiation cystitis; cystite non infectieuse; icke-infektiös cystit
*Upper respiratory infection: cold, common cold, head cold, uri, urti, covid, covid-19, respiratory infection; infection respiratoire haute, rhume, infection des voies respiratoires supérieures, covid; övre luftvägsinfektion, förkylning, förkyld, luftvägsinfektion, covid
Bronchial infection: bronchitis; bronchite, infection bronchique; bronkit, luftrörskatarr
Sinusitis: sinus infection; sinusite; bihåleinflammation, sinuit
Pharyngitis: throat infection, tonsillitis; pharyngite, angine; faryngit, halsinfektion, halsfluss
*Sepsis: blood poisoning, septic shock, septicaemia, septicemia; sepsis, septicémie, choc septique; sepsis, blodförgiftning
Bacteremia: bacteraemia, bacteria in blood; bactériémie; bakteriemi
*Shingles: herpes zoster, zoster; zona, herpès zoster; bältros, herpes zoster
Herpes simplex reactivation: cold sore, herpes, cold sores; herpès labial, bouton de fièvre, herpès; munherpes, herpes, förkylningsblåsor
*Thrush: oral candidiasis, candida, candidiasis, fungal mouth infection, yeast infection; muguet, candidose, candidose buccale, mycose buccale; muntorsk, candida, svamp i munnen, torsk, svampinfektion
Skin infection: cellulitis, infected skin, erysipelas; infection cutanée, cellulite, érysipèle; hudinfektion, rosfeber, cellulit
Wound infection: infected wound; infection de plaie, plaie infectée; sårinfektion, infekterat sår
*Hepatitis B reactivation: hbv reactivation, hepatitis b; réactivation de l'hépatite b, hépatite b; reaktivering av hepatit b, hepatit b
Catheter related infection: line infection, port infection, picc infection; infection de cathéter, infection sur cathéter; kateterinfektion, portinfektion, infekterad infart
Biliary tract infection: cholangitis; angiocholite, infection des voies biliaires; kolangit, gallvägsinfektion
Enterocolitis infectious: gastroenteritis, stomach flu, food poisoning, clostridium, stomach bug; gastro-entérite, gastro, intoxication alimentaire; magsjuka, gastroenterit, matförgiftning, vinterkräksjuka
Tooth infection: tooth abscess, dental abscess; infection dentaire, abcès dentaire; tandinfektion, tandabscess, tandböld
Paronychia: nail infection, infected nail bed; paronychie, panaris; nagelbandsinflammation, paronyki
Appendicitis: inflamed appendix; appendicite; blindtarmsinflammation
`
