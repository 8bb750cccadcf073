"""Where somebody lives is found however it is written, and what only looks like it is left alone.

Written before the rules were tuned on it. An organisation's street and number is found as well:
the rules cannot know who is behind a door, and a warning costs one look.
"""

from __future__ import annotations

from datetime import date

import pytest

from kit.privacy import check
from tests.privacy.sentences import parse

TODAY = date(2026, 11, 22)

SOMEBODY_LIVES_HERE = """
Ze woont aan het [[address:Rembrandtplantsoen 12]] met haar dochter.
Hij zit nu op [[address:Plein 1944 61]], boven de winkel.
adres [[address:Laan van Meerdervoort 12-III]]
Hij slaapt bij een neef aan de [[address:Oude Gracht op nummer 14]].
Ze wonen [[address:op 23 in de Kerkstraat]], naast de bakker.
Post graag naar [[address:Jan Pieterszoon Coenstraat 5 bis]].
[[address:Hoogravenseweg nr. 7]] is het nieuwe adres.
Het gaat om [[address:Tolsteegsingel huisnummer 12]].
Meneer woont in flat De Horizon, [[address:kamer 12]].
Zij zit in azc Budel, [[address:kamer 214]], met haar moeder.
in het azc heeft hij [[address:kamer 33b]] gekregen
noodopvang De Hallen, [[address:unit 41]], deelt hij met drie anderen
Woonboot De Vrijheid, [[address:Jaagpad 33]].
Ze huren een woonboot op [[address:ligplaats 14]] aan de Vecht.
Hij woont op [[address:woonboot De Goede Hoop]] in de haven.
Het gezin zit in [[address:boerderij De Vennehoeve]] buiten het dorp.
Boerderij 't Hoekje, [[address:Veldweg 3]], daar werkt en slaapt hij.
De familie staat op [[address:standplaats 6]] van het woonwagencentrum.
Ze zitten op vakantiepark De Zandhoek, [[address:huisje 82]].
Voorlopig slapen ze in [[address:bungalow 117]] op het park.
Ze zit in pension Het Anker, [[address:kamer 5]].
In hotel Van der Valk heeft hij [[address:kamer 308]], betaald door de gemeente.
hij huurt [[address:appartement 4c]] in de oude fabriek
Zijn zus heeft in flatgebouw Gooioord [[address:nummer 519]].
[[address:Singel 40]], bel kapot, even kloppen
Ik was bij haar thuis op [[address:Dijk 7]].
Huisbezoek gepland: [[address:Kade 112]].
Het briefadres is [[address:Hof 3]] in Leusden.
Zij staat ingeschreven op [[address:Markt 12a]].
Hij woont nu op [[address:Brink 9]].
adres: [[address:akkerwinde 12]] in houten
[[address:Akkerwinde 12]], 3991 XB Houten
[[address:Zilverschoon 44]] ([[postcode:3434 DA]])
In Houten, [[address:Akkerwinde 12]], staat haar naam op de bel.
Ze krijgt [[address:Kamille 7]] te Almere aangeboden.
Bezoek aan [[address:Achter de Hoven 12]], drie trappen op.
De sleutel ligt bij [[address:Onder de Linden 4]].
Verhuizing naar [[address:Op de Wieken 31]] gaat door.
Zijn moeder woont op [[address:Het Hoogt 6]].
Mevrouw heeft de woning [[address:De Wieken 12]] geaccepteerd.
[[address:Verlengde Hereweg 120]], daar zit ook de huisarts
woont [[address:1e Oosterparkstraat 88]], derde etage
[[address:2de Helmersstraat 14-hs]], bel doet het niet
Hij staat nog op [[address:Tweede Weteringdwarsstraat 33]].
[[address:Pres. Kennedyln 200]] is de opvang, [[address:Dr. Schaepmanstr 4]] de school.
post naar [[address:J.P. Coenstr. 17]] kwam terug
Het is [[address:Kon. Wilhelminaplein 3 hs]], achterom.
Zij woont op [[address:Lindelaan 12/3]].
[[address:Marnixkade 33 II]], via de achterdeur
[[address:Hobbemakade 8 3-hoog]], geen lift
[[address:Bilderdijkstraat 110 K 3]] heeft ze via haar werk
[[address:Weteringschans 12 A]] is gesloten, ze zit bij vrienden
De woning op [[address:Prinsengracht 263-A2]] is te duur.
[[address:kerkstraat 12]], 2e verdieping
ze woont nu op [[address:dorpsstraat 4]] en wil weg
[[address:oude gracht 22]] was het vorige adres
huurt bij iemand op de [[address:laan van meerdervoort 230]]
[[address:Zonnelaan 3a]], bij zijn oom
[[address:Nummer 14, Dorpsstraat]], zei ze aan de telefoon.
Ze zit op de [[address:Brink, nummer 9]].
Hij woont [[address:op nummer 8 aan de Oranjesingel]].
Ze woont op de hoek van de [[address:Kerkstraat]], boven de kapper.
ze woont in de [[address:Vermeerstraat]] en gaat lopend naar les
Haar huis aan de [[address:Vermeerstraat]] is te klein.
Zijn flat aan de [[address:Dr. Kuyperlaan]] is verkocht.
De woning in de [[address:Molenstraat]] is toegewezen aan meneer.
hij huurt een kamer in de [[address:Nieuwstraat]]
Zij logeert bij haar tante in de [[address:Wilgenlaan]].
We zoeken iets anders, want hij woont aan de [[address:Hoofdweg]] en hoort de hele nacht auto's.
Volgende maand verhuist ze naar de [[address:Zuiderkade]].
Hij slaapt bij een vriend op de [[address:Stadhouderslaan]].
ze woont in de [[address:vermeerstraat]], vlak bij school
Haar adres is [[address:Tulpstraat]], het nummer weet ik niet.
Zijn buren in de [[address:Tulpstraat]] klaagden over lawaai.
Ze wonen [[address:Tulpstraat nummer twaalf]].
Hij noemde [[address:Kerkstraat drieëntwintig]] als adres.
Ga naar [[address:Lange Nieuwstraat 101 bis]], tweede bel.
woonadres: [[address:St. Jacobsstraat 339]]
[[address:'s-Gravesandestraat 51]], de bovenste bel
Ze woont [[address:Burgemeester De Monchyplein 14]].
De politie was op [[address:Churchill-laan 9]].
[[address:Karel Doormanhof 77]] ligt vlak bij de taalschool
Opvang op [[address:Esdoornlaan 12 t/m 18]], hij zit in 14.
Gezin van vier, [[address:Meester Lottelaan 5 kamer 2]].
[[address:Kleine Haag 2]] is een kamer van twaalf meter.
[[address:Hoge der A 14]], ze deelt de keuken
[[address:Boulevard 1945 nr 34]] is het bezoekadres van de opvang
Hij zit bij de opvang op [[address:Park Arenberg 88]].
Ze heeft een studio aan de [[address:Van Nelleweg 1306]].
Haar [[address:postbus 418]] leegt ze zelf elke week.
Woont: [[address:Noordeinde 15]], boven.
Ze zei: "[[address:Westzijde 103]], achter de kerk."
De huisarts op [[address:Dorpsstraat 8]] kent hem.
[[address:Buitenom 6]], 1541 RB
Ze belde vanaf [[address:Oostvaardersdreef #12]].
Hij komt van [[address:Kerkstraat 12]] en moet voor 1 mei weg.
Ophalen op [[address:Hendrik Werkmanstraat 25B]] om 9 uur.
Sleutel van [[address:Vossenpark 217]] ligt bij de beheerder.
Hij deelt een zolderkamer aan de [[address:Spaarndammerdijk]].
mw is verhuisd naar [[address:Schoolstraat 44 A]] vorige week
Op [[address:Heer Bokelweg 1002]] mag ze tot juni blijven.
Nieuwe woning: [[address:Ot en Sienstraat 18]], tekenen op vrijdag.
We gaan om 10 uur langs bij [[address:Schenkkade 50-12]].
Vader woont [[address:Hertog Janplein 4]], moeder [[address:Eikenhof 31]].
het gaat om de bovenwoning [[address:Nachtegaalstraat 77 bis a]]
adres moeder: [[address:van der Duynstraat 9]]
Zij zit op [[address:Kapittelweg 52]] [[postcode:6525 EP]] Nijmegen
Ze wacht op een huis en zit nu op [[address:Tolhuis 63-12]] bij haar nicht.
Hij staat ingeschreven aan [[address:De Savornin Lohmanplein 205]].
Bezoek [[address:Jac. P. Thijsselaan 2c]] ging niet door
gezin zit tijdelijk in bungalowpark De Lucht, [[address:huisje 14]]
Meneer logeert op [[address:Zuidwal 90]] bij kennissen.
Haar kamer is [[address:Groesbeekseweg 12 kamer 6]].
[[address:Oosterkade 3c]], woonark
hij slaapt in een caravan op [[address:Turfweg 19]]
Woont boven de shoarmazaak, [[address:Voorstraat 61]] boven.
de brief ging naar [[address:Hoefkade 1114]] maar hij zit op [[address:Hobbemaplein 8]]
Ze is te vinden op [[address:Mauritskade nummer 28]].
Hij woont aan de [[address:Noorderhaven]], in een kelder.
Mevrouw huurt een etage op de [[address:Westersingel]].
De taalmaatjes komen bij haar thuis, [[address:Eem 24]].
Zijn nieuwe stek wordt [[address:Kruidenlaan 7]] in Assen.
Ingeschreven: [[address:Heuvel 2]], Oss
[[address:Vest 112]], Gouda, daar heeft ze een kamer
[[address:Nieuwezijds Voorburgwal 147]] is de winkel van zijn baas
ze hebben op [[address:Amstel 51]] gewoond
Het huis op [[address:Rozengracht 188-3]] is gesloopt.
Ze woont op het [[address:Mercatorplein]].
op [[address:Molenpad 4]] zijn ze niet meer welkom
Politie is bij [[address:Weverslaan 16]] geweest
Ze gaf [[address:Hendrik de Keyserstraat 5II]] op.
Straat en nummer: [[address:Beethovenlaan, 33]]
Moeder met 3 kinderen, [[address:Laan 1914 nummer 35]].
Hij woont aan [[address:het Spui 8]].
Brief gestuurd aan [[address:Bos en Lommerweg 371]], retour gekomen.
Hij trekt in bij zijn vriendin, [[address:Rijksweg 108]].
We halen de spullen op [[address:Buitenhaven 5]] op.
Ze woont in het Gelderse [[address:Dorpsstraat 3]].
"""

NOBODY_LIVES_HERE = """
De straat is van iedereen.
Op straat 5 mensen gevraagd wat zij van inburgeren weten.
Op het plein 3 kraampjes en een tent.
Het plein 12 keer geveegd met de wijkploeg.
We liepen door de straat, 20 minuten lang.
Kamer 12 is gereserveerd voor de workshop.
De Tweede Kamer stemde met 78 stemmen voor.
De Kamer 12 moties verder.
In kamer 12 van het gemeentehuis staat de beamer.
Spreekkamer 4 is vrij tot 11 uur.
We zitten in zaal 3, kamer 2 is te klein.
De Straat van Gibraltar is 14 kilometer breed.
Hij voer door de Straat van Messina.
Het hof van justitie deed 3 uitspraken.
Hof van Justitie 4 februari 2025, punt 61.
Gerechtshof Den Haag 12 maart 2024 gaf de gemeente gelijk.
Het Hof 12 keer om uitleg gevraagd.
Weg 5 is een oefening uit het boek.
Op weg 5 dingen geleerd.
Hij is 3 weken weg, daarna 2 dagen terug.
Op de snelweg 12 auto's geteld.
Onderweg 2 boetes gekregen.
Het fietspad 3 keer overgestoken.
In het park 8 mensen gesproken.
Bij de kade 4 fietsen gestald.
Langs de dijk 10 km gelopen.
Op de markt 12 euro uitgegeven.
Op de arbeidsmarkt 30 procent minder kans.
Stap 3 van het plan is klaar.
Artikel 5 Wi2021 gaat over de brede intake.
artikel 5 wi2021, lid 2
In de Week van de Laaggeletterdheid 2025 staan 4 gesprekken.
Week 34 is vol.
Dag 5 gaat over geld.
Ze kreeg 340 euro terug van de 1.200.
Van 9.15 tot 12.30 uur in Utrecht.
Om 14 uur in Zwolle, om 16 uur in Ede.
Utrecht 12, Zwolle 8 en Ede 5 deelnemers.
Noord 3, Oost 4, Zuid 2: zo is het verdeeld.
Module 4 in Zwolle begint later.
Spreekuur 2 in Gouda vervalt.
Inloop 3 in Almere is druk.
Leergang 2 te Utrecht zit vol.
Startgroep 1 in Houten telt 9 mensen.
Toets 2, Utrecht: 14 geslaagd.
Vak 3 in Leiden is leeg.
Ronde 2, Amersfoort: wat ging goed?
Bus 12 in Houten rijdt niet meer op zondag.
Trein 14 naar Utrecht valt uit.
Perron 5 in Utrecht is ver lopen.
Nummer 14 op de lijst belt zelf.
Op nummer 3 van onze lijst staat taal.
Op 3 in de lijst staat werk, op 1 taal.
Op 12 maart in de Kerkstraatkerk is er koffie.
De Dam op 4 mei is vol.
Op het Museumplein 20 januari een protest.
De Coolsingel 3 uur afgesloten door de marathon.
De winkels in de Kerkstraat gaan om 6 uur dicht.
De bibliotheek in de Molenstraat is verbouwd.
We spreken af bij de halte Kerkstraat, om 9 uur.
Het kantoor aan de Stationsweg is dicht op vrijdag.
Hij woont in een straat met 40 huizen.
Ze woont in een winkelstraat, dus er is altijd geluid.
Ze woont in dezelfde straat als haar zus.
Hij woont op de hoek, naast de winkel.
Hij woont aan het water, ze woont aan de dijk.
Zij woont in de Achterhoek en werkt in de Betuwe.
Hij woont in Rotterdam, zij in Zoetermeer.
Ze woont in de wijk Overvecht, net als 30 anderen.
Ze woont in het azc, hij woont bij zijn oom.
Hij woont in een flat met 12 verdiepingen.
Ze woont op kamers, 3 dagen per week in Delft.
Zij woont op 10 hoog.
Hij woont op de boerderij van zijn baas.
Hij zit al 4 jaar in een hotel.
In het azc 12 mensen gesproken.
In de flat 30 gezinnen bezocht.
Postbus 30157, 9700 LJ Groningen
Stuur het formulier naar Postbus 50764, 9702 GA Groningen.
Antwoordnummer 1840 is gratis.
Kies kaart Plein 3 uit de doos.
Film: Het Plein 2, van 8 tot 10.
Boek Op weg naar B1, deel 2, hoofdstuk 4.
Op weg naar 2027 met 12 gemeenten.
Route 66 is een lied, route 3 een kaart.
Pagina 14, regel 3, onder Park.
Casus Lindelaan, stap 2.
Groep Singel, 12 deelnemers.
Lijn 4, richting Stationsplein, elke 10 minuten.
Na 3 jaar op dezelfde weg wil hij 2 dagen werken.
Bestelling 4471 staat op baan 3.
Het project Nieuwe Wegen 2025 loopt door.
Team Oude Haven 4 dagen dicht.
Programma Groot Welkom 2026 start in mei.
Van de 24 mensen in Park Vossenberg spraken er 3.
Per 1 juli 2025 kost het € 12,50 per dag.
Blz. 12, punt 3 en bijlage 4.
De Rotterdamwet is van 2005, de wet Bibob van 2003.
Op laan 3 van het zwembad zwemt zijn klas.
Niveau 3 in Amersfoort, niveau 4 in Utrecht.
Les 5, Kerkstraat: woorden oefenen op straat.
In 2026 gaan 40 gemeenten meedoen.
De groep van 12 is gesplitst in 3.
Wet kinderopvang, artikel 1.6, lid 1.
Zij huurt sinds 2021 en betaalt 640 euro.
Hij woont hier 4 jaar en werkt 32 uur.
Ze logeert 3 nachten bij een vriendin.
Ze woont met 6 anderen in een huis.
De woning heeft 3 kamers en kost 820 euro.
Het huis telt 12 kamers.
Thuis: 2 katten, 1 hond.
Hij zit bij ISK groep 4 in de klas.
Ze zit op niveau A2, haar man op B1.
Haar adres: nog onbekend, 3 keer gevraagd.
Bel 3 keer, dan doet hij open.
De opvang: 120 plekken, 40 vrij.
Bij opvang Zuid 4 plaatsen vrij.
Opvang in Houten, Zeist 3 en Bunnik 2.
We hebben kamer 4 gereserveerd in het stadhuis.
Zij werkt bij Hotel Haven 3 dagen in de week.
Zijn moeder, 61, woont bij hem.
Vader van 4, moeder van 2.
Zijn zus is 12, zijn broer 9.
Sleutelvraag 3: wat wil hij zelf?
Kamerbrief 12 gaat over wonen.
Kaart Huis 4 ligt boven.
Hij verhuist in week 12 naar Ede.
Ze verhuist op 3 juni.
Hij woont nu 2 straten verder.
Slaapt slecht: 3, soms 4 uur.
Ze slapen met z'n vieren op 12 vierkante meter.
Naar huis: bus 4, daarna trein.
Hoofdstraat van het probleem: 3 loketten.
De buren hebben 2 keer gebeld.
Hij is ingeschreven bij DUO, groep 2.
Adres van DUO: zie bijlage 3.
Studio 3 zendt het gesprek uit.
Wonen: 4, werken: 3, leren: 5.
Les Thuis 2, bladzijde 14.
Vraag bij Kerkstraat: wat betekent straat?
Een flat in de Bijlmer is 60 meter hoog.
De haven van Rotterdam is 40 km lang.
Hij zit bij VluchtelingenWerk, groep 4, elke dinsdag.
Ze slaapt bij Fatima, 2 nachten per week.
Hij verhuist naar Zweden, 3 kinderen gaan mee.
De opvang op Lesbos 4 maanden, daarna Nederland.
Hij kwam aan op Schiphol, 2 koffers bij zich.
Ze zocht op Google, 5 resultaten.
Hij heeft thuis op Windows 11 geoefend.
Zij kijkt thuis naar Radio 1 en NPO 2.
Haar moeder stuurt via Western Union 200 euro.
Zijn vader werkte bij Fiat, 30 jaar lang.
Haar broer zit in Klas 3, op het Deltion.
Hij belt met zijn zus in Homs, 2 keer per week.
Zij zit op Rijnijssel, niveau 2.
Ze wonen met z'n 5 in Arnhem, 2 hoog.
Huis van de Wijk, ruimte 4, om 10 uur.
Bij Werkbedrijf Zuid 12 plekken vrij.
Zijn moeder bidt, vast en geeft 2,5 procent.
Ik zat met Samir aan tafel 3.
Hij zit in de trein, spoor 5.
We rekenen op Amir, 2 collega's en een tolk.
Ze werkt op Schiphol 3 en soms 4 dagen.
Vader: 41, moeder: 38, kinderen: 12 en 9.
Op de Veluwe 12 keer gewandeld met de groep.
Hij wil naar Amerika, 1 oom woont daar.
Zus in Keulen, 4 neven in Wenen.
Zij verhuist over 2 maanden naar Ede of Wageningen.
Ze las thuis Jip en Janneke 2.
Kamer van Koophandel 12 april, 10 uur.
Hij huurt via Vesteda, 900 euro.
Op het adres staan 4 namen.
Hij verblijft hier sinds Ramadan 2024.
Bij de buren in Flat 3 hoorden we niets.
Haar broer haalde op Duolingo 30 punten.
Woont samen, 2 kinderen, 1 inkomen.
Hij verhuist van Gouda naar Leiden 2 weken later.
De sleutel past op kast 12.
Thuis spreken ze Dari, 1 kind ook Nederlands.
Ze zit sinds Pasen 2 weken thuis.
Zijn huis in Aleppo, 3 verdiepingen, staat er niet meer.
Haar adres en 2 telefoonnummers staan in het systeem.
"""


def lines(text):
    return [line for line in text.split("\n") if line]


def addresses(text):
    return [find for find in check(text, today=TODAY) if find.kind == "address"]


@pytest.mark.parametrize("line", lines(SOMEBODY_LIVES_HERE))
def test_where_somebody_lives_is_found_and_nothing_besides(line):
    sentence = parse(line)
    marks = [mark for mark in sentence.marks if mark.kind == "address"]
    finds = addresses(sentence.text)
    for mark in marks:
        assert any(find.start <= mark.start and mark.end <= find.end for find in finds), finds
    assert len(finds) == len(marks), finds


@pytest.mark.parametrize("text", lines(NOBODY_LIVES_HERE))
def test_what_only_looks_like_an_address_is_left_alone(text):
    assert addresses(text) == []
