/** Digestive tract, liver, mouth and appetite. See `general.ts` for the form. */
export const gutAndLiver = `
*Nausea: nauseous, nauseated, feeling sick, queasy, sick to stomach; nausée, nausées, nauséeux, mal au cœur, envie de vomir, haut-le-cœur; illamående, mår illa, kväljningar
*Vomiting: throwing up, vomit, vomited, emesis, being sick, threw up; vomissement, vomissements, vomi, vomir; kräkning, kräkningar, kräks, spyr, kräkts
*Diarrhea: diarrhoea, loose stools, watery stools, loose stool, the runs, frequent stools; diarrhée, diarrhées, selles liquides, selles molles; diarré, diarréer, lös avföring, lösa avföringar, lös mage
*Constipation: constipated, hard stools, no bowel movement, obstipation; constipation, constipé, pas de selles; förstoppning, obstipation, hård i magen, trög mage
*Abdominal pain: belly pain, stomach ache, tummy ache, stomach cramps, belly ache, abdominal cramps, tummy pain; douleur abdominale, mal au ventre, douleurs abdominales, maux de ventre, crampes abdominales; buksmärta, ont i magen, magont, magknip, magsmärtor, magkramp
Stomach pain: epigastric pain, gastric pain; douleur gastrique, douleur à l'estomac, mal à l'estomac, épigastralgie; magsäckssmärta, ont i magsäcken
*Anorexia: loss of appetite, no appetite, decreased appetite, poor appetite, not hungry, not eating; anorexie, perte d'appétit, manque d'appétit, pas faim, inappétence; aptitlöshet, dålig aptit, nedsatt aptit, ingen aptit, matleda
*Dyspepsia: indigestion, upset stomach, acid stomach; dyspepsie, indigestion, digestion difficile, brûlures d'estomac; dyspepsi, magbesvär, sura uppstötningar
Gastroesophageal reflux disease: heartburn, reflux, gerd, gord, acid reflux, pyrosis; reflux gastro-œsophagien, reflux, rgo, pyrosis, brûlures; refluxsjukdom, reflux, halsbränna
*Flatulence: gas, wind, passing gas, farting; flatulence, gaz, pets, météorisme; flatulens, gaser, gasbildning, väderspänd
*Bloating: bloated, gassy; ballonnement, ballonnements, ballonné; uppblåsthet, uppblåst, svullen mage
Abdominal distension: swollen belly, distended abdomen, distension; distension abdominale, ventre gonflé; bukspänning, utspänd buk
Belching: burping, burp; éructations, rots; rapningar, rapar
*Mucositis oral: mouth sores, sore mouth, stomatitis, mouth ulcers, mucositis, mouth sore, aphthous ulcers, mouth ulcer, canker sores; mucite buccale, mucite, stomatite, aphtes, aphte, plaies dans la bouche, bouche douloureuse; munsår, stomatit, mukosit, sår i munnen, blåsor i munnen, ont i munnen, oral mukosit
*Dry mouth: xerostomia, mouth dry; bouche sèche, sécheresse buccale, xérostomie; muntorrhet, torr i munnen, torr mun
Oral pain: mouth pain; douleur buccale, mal à la bouche; smärta i munnen
Dysphagia: difficulty swallowing, trouble swallowing, cannot swallow; dysphagie, difficulté à avaler, difficulté à déglutir; sväljsvårigheter, svårt att svälja, dysfagi
Toothache: tooth pain; mal aux dents, mal de dents, rage de dents; tandvärk, ont i tänderna
*Ascites: fluid in abdomen, fluid in belly; ascite, liquide dans le ventre; ascites, vätska i buken
Hemorrhoids: piles, haemorrhoids; hémorroïdes; hemorrojder
Fecal incontinence: bowel incontinence, soiling; incontinence fécale, incontinence anale; avföringsinkontinens, avföringsläckage
*Malabsorption: fatty stools, steatorrhea, steatorrhoea, greasy stools, pancreatic insufficiency; malabsorption, stéatorrhée, selles grasses; malabsorption, fettdiarré, fet avföring
Pancreatitis: inflamed pancreas; pancréatite; pankreatit, bukspottkörtelinflammation
Colitis: inflamed bowel; colite; kolit, tjocktarmsinflammation
Gastritis: inflamed stomach; gastrite; gastrit, magkatarr
Gastric ulcer: stomach ulcer, peptic ulcer; ulcère gastrique, ulcère de l'estomac; magsår
Duodenal ulcer: ulcer in the duodenum; ulcère duodénal; sår på tolvfingertarmen
Esophagitis: oesophagitis, inflamed gullet; œsophagite; esofagit
Gastroparesis: slow stomach emptying, gastric emptying; gastroparésie; gastropares
*Small intestinal obstruction: bowel obstruction, intestinal obstruction, sbo, subocclusion; occlusion du grêle, occlusion intestinale, occlusion; tunntarmshinder, tarmvred, ileus mekanisk, subileus
Colonic obstruction: large bowel obstruction; occlusion colique; tjocktarmshinder
Ileus: paralytic ileus, paralysed bowel; iléus, iléus paralytique; ileus, paralytisk ileus, tarmparalys
Upper gastrointestinal hemorrhage: vomiting blood, haematemesis, hematemesis, melaena, melena, black stools, gi bleed, gi bleeding; hémorragie digestive haute, hématémèse, méléna, selles noires; övre gastrointestinal blödning, blodig kräkning, svart avföring, melena
Lower gastrointestinal hemorrhage: lower gi bleed, blood in stool, bloody stools, blood in stools; hémorragie digestive basse, sang dans les selles; nedre gastrointestinal blödning, blod i avföringen
Rectal hemorrhage: rectal bleeding, bleeding from the bottom, haematochezia, hematochezia; rectorragie, saignement rectal; rektalblödning, blödning från ändtarmen
Oral hemorrhage: bleeding gums, mouth bleeding; saignement des gencives, gingivorragie; tandköttsblödning, blödande tandkött
Proctitis: inflamed rectum; rectite, proctite; proktit
Cheilitis: cracked lips, sore lips, chapped lips; chéilite, lèvres gercées; spruckna läppar, torra läppar
Hepatic failure: liver failure; insuffisance hépatique; leversvikt
Hepatic pain: liver pain; douleur hépatique, mal au foie; leversmärta, ont i levern
Gallbladder pain: gallstone pain, biliary colic; colique biliaire, douleur vésiculaire; gallstensanfall, gallsmärta
Cholecystitis: gallbladder inflammation, inflamed gallbladder; cholécystite; kolecystit, gallblåseinflammation
Hepatobiliary disorders - Other, specify: gallstones, cholelithiasis; calculs biliaires, lithiase biliaire; gallsten
Portal hypertension: portal pressure; hypertension portale; portal hypertension
*Dehydration: dehydrated, dry, thirsty; déshydratation, déshydraté; uttorkning, dehydrering, uttorkad, vätskebrist
*Weight loss: losing weight, lost weight, thinner, cachexia; perte de poids, amaigrissement, a maigri; viktnedgång, viktminskning, gått ner i vikt, magrat
Weight gain: gained weight, heavier; prise de poids, a grossi; viktuppgång, viktökning, gått upp i vikt
*Dysgeusia: taste change, bad taste, loss of taste, metallic taste, altered taste, taste; dysgueusie, goût altéré, perte du goût, goût métallique; smakförändring, smakförlust, metallsmak, dålig smak
Alcohol intolerance: cannot drink alcohol; intolérance à l'alcool; alkoholintolerans
`
