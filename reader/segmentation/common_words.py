"""The commonest words of French, English and the languages that stand about French and English pages.

The French and English lists were counted in the Tatoeba sentences, news, parliamentary debates and novels and then weeded by
hand; the others were written by hand. A word may stand in several lists: it then speaks less for each.
"""

from __future__ import annotations

__all__ = ["COMMON_WORDS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Days and months, by which datelines, agendas and lists of events tell their language.
_CALENDAR = {
    "fr": _words(
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre "
        "octobre novembre décembre"
    ),
    "en": _words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
        "september october november december"
    ),
    "es": _words(
        "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre "
        "octubre noviembre diciembre"
    ),
    "it": _words(
        "lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto "
        "settembre ottobre novembre dicembre"
    ),
    "pt": _words(
        "sábado domingo janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    "de": _words(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september "
        "oktober november dezember"
    ),
    "nl": _words(
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus "
        "september oktober november december"
    ),
}  # fmt: skip
_COMMONEST = {
    "fr": _words(
        "pas ne que qui dans sur sous ce se sa son ses mon ton ma mes notre nous vous lui leur où oui non est "
        "sont était a ont au aux du des un une et en à y je tu il elle on ils elles l' d' n' c' s' j' m' t' qu' "
        "jusqu' lorsqu' puisqu' quelqu' aujourd' presqu' quoiqu' le la les de pour ai plus par avec suis être été "
        "fait comme tout cette faire ou bien moi si mais avait très même deux peut tous dit êtes cela ces ça sans "
        "aussi là avons temps avoir encore autre te autres sommes votre es après ici peu monde veux toujours pays "
        "avez maintenant ans leurs besoin faut dire rien dont jamais beaucoup entre toutes fois aime jour chose "
        "peux vraiment soit trop trois voir déjà toute toi hui aller travail homme sais quand bon porte va depuis "
        "nouveau moins grand vie étaient quelque ainsi maison également premier contre étais chez eu avant pense "
        "sera gens quelques argent vers femme personnes nos puis fut grande année cas vu doit partie nom problème "
        "seul enfants façon pendant cet système seulement pourrait bonne alors tête fort partir personne avais "
        "sens prendre peuvent donc heures juste parler pris devant mal années ci yeux mieux vais mois chaque "
        "heure jours voiture raison petit première quoi tant assez avaient déclaré exemple eau ceux sécurité coup "
        "nombre accord aider nouvelle nuit eux prix cours aide mort parce côté plusieurs lieu fin dois presque "
        "quatre dernière idée serait selon mettre choses politique compte près celui dernier père aurait savoir "
        "ceci aucun cinq ville devrait voix agit président problèmes passé pourquoi jeunes mère pouvez mis "
        "pouvoir fille semble vos jeune plutôt lors manière hommes demande pu soir enfant ensemble aucune veut "
        "femmes seule sait heureux rapport vue ni valeur souvent société peur donné utiliser simplement livre "
        "perdu bas celle petite fais marché chef semaine santé groupe chien trouve droit ta sujet histoire vrai "
        "français sûr dessus reste certains trouver fonction adore tard rendre cœur seront pouvons bras matin "
        "nouvelles peine crois mains loin entendu confiance parle dis dix gros donner afin taux plaît faisait "
        "longtemps corps vieux discours hier ligne laquelle liste famille trouvé tellement doivent quel niveau "
        "derrière difficile terre mot demandé abord venir espère travailler membres ami esprit ayant forme "
        "affaire lorsque prêt mise manger état mesure ait aimerais entreprises passe pouvait sorte recherche amis "
        "passer économie vite école dû environ haut fils découvert devons doute entendre vient travers économique "
        "droits réponse nouveaux chemin ailleurs importe semblait vis œil fini allait aura quelle décision jeu "
        "propre responsable bientôt avenir choix déteste obtenir prie entreprise étant affaires débat journée "
        "lire mesures région feu faites mêmes chercher mit vont rester bout libre intérêt meilleur grâce erreur "
        "surtout ministère nombreux amour secteur tes certaines classe nécessaire"
    ),
    "en": _words(
        "i a an the in on as at be s t ll ve re d m don' didn' isn' doesn' wasn' won' can' couldn' wouldn' it' "
        "that' i' you' we' they' he' she' there' let' his was no he do to of and is that you it for not with have "
        "this are by will my had all which from has we her one they your like were or who him would very their "
        "been can up so out about there more said she did them time know what want go its some our now when "
        "people if here could us other only two than into see should just made also need good new any get over am "
        "first think must these work make well years back then too those going right last much day year way take "
        "still say little old after before being where help how come down man really even look went never because "
        "such got without may love does three country again same most many through home money off use great came "
        "every between saw left already find always while feel used today found under thought took alone room "
        "house system better give life another own put against order something name both nothing happy young done "
        "tell number next away each door since night open called might asked world during few yet things job sure "
        "lost support big head told why problem believe eyes once hand children having enough upon woman leave "
        "felt almost best lot far gave soon looked ready water fact talk pay around hope case doing five heard "
        "himself high began live hard try call four days idea read care anything future hear cannot party seen "
        "able let bed understand seemed men says working ask myself thing busy example book speak looking matter "
        "company kind until bad dog child small mind longer within quite full often rather whether women side "
        "together given knew different friend morning eat several everything taken business hands real using "
        "whole stop friends making true less free wrong school father mother least discovered behind political "
        "half team wife however run value th light seems keep problems means word family wanted please become "
        "others following state tired ever coming person economic project current clear words brought late along "
        "dead market among later times heart process start group law turn present based girl list play fixed "
        "remember show key drink known passed close countries reason voice interest line turned yesterday ago "
        "result general body added death increase whom wish early changes answer according sat financial months "
        "anyone though nice report power cold evening hate meet past gone started tried bit white available stay "
        "getting across knows serious short low security suddenly strong became themselves return taking saying "
        "companies wait city election died needs speech president talking fell looks whose jobs sleep"
    ),
    "es": _words(
        "el los las una unos unas del al y que en por con para no su sus se es está están son lo como más pero "
        "este esta estos estas ser ha han fue era muy también sobre todo todos hasta desde cuando donde quien sin "
        "tu tus mi mis ya porque entre hay sido tiene cada según de la un o si le les nos me te yo él ella ellos "
        "ellas nosotros usted ustedes qué cómo cuándo dónde así aquí ahora antes después siempre nunca nada algo "
        "otro otra otros otras mismo misma puede pueden hacer hace hecho tener había habían será sería años año "
        "día vez aunque mientras durante contra ante bajo tras e u muchas muchos gran parte uno dos tres bien "
        "solo sólo eso esto esa ese esos aún ni cual cuales"
    ),
    "it": _words(
        "il lo gli i della dello dei degli delle del al alla alle allo ai agli nel nella nei nelle negli che è e "
        "di non per con sono una uno un come più anche ma se questo questa questi queste suo sua suoi loro ha "
        "hanno era erano stato stata essere dal dalla dai dalle sul sulla sui ci si la le da in a o l' d' un' "
        "dell' all' nell' dall' sull' c' quest' com' io tu lui lei noi voi mi ti vi cosa chi quando dove perché "
        "così qui ora prima dopo sempre mai niente qualcosa altro altra altri altre stesso può possono fare fatto "
        "avere aveva sarà anni anno giorno volta mentre durante contro tra fra molto molti tutto tutti ogni due "
        "tre bene solo già ancora oggi quello quella ed ad"
    ),
    "pt": _words(
        "o os as um uma uns umas do da dos das no na nos nas ao aos à às e que em não para por com se é são foi "
        "mais como mas seu sua seus suas ele ela eles elas isso isto este esta estes estas ou ser tem têm já "
        "muito pelo pela pelos pelas de a eu você vocês nós quem quando onde porque assim aqui agora antes depois "
        "sempre nunca nada algo outro outra outros outras mesmo pode podem fazer faz feito ter tinha será anos "
        "ano dia vez embora enquanto durante contra entre sobre muitos todo todos cada dois três bem só ainda "
        "hoje aquele aquela até também há está estão foram era lhe meu minha"
    ),
    "de": _words(
        "der die das den dem des ein eine einen einem einer eines und ist nicht zu mit von auf für im in sich "
        "auch als an es bei nach wie oder aber aus wenn hat haben sind war werden wird sie er ich wir ihr nur "
        "noch über durch vor kann um dass zum zur vom am ins beim doch schon sehr mehr immer hier jetzt dann da "
        "was wer wo warum weil ob unter zwischen gegen ohne bis seit während wurde wurden worden sein seine "
        "seinen seiner ihre ihren ihrer kein keine keinen man uns euch mich dich mir dir ihm ihn ihnen dieser "
        "diese dieses diesen diesem alle alles viele andere anderen zwei drei jahr jahre jahren tag gut so können "
        "könnte muss müssen soll sollte hatte hatten wäre"
    ),
    "nl": _words(
        "de het een en van is dat niet op te in voor met zijn aan er ook als bij maar om uit door naar heeft "
        "hebben wordt werd dit deze die hij zij wij je ik nog wel over kan meer was waren worden geen hun haar "
        "ons onze jullie jij mij hem wat wie waar wanneer waarom omdat dan nu hier daar altijd nooit niets iets "
        "andere zelf kunnen doen gedaan had hadden zou zal zullen moet moeten jaar dag keer terwijl tegen tussen "
        "zonder tot sinds onder veel alle elk twee drie goed al weer toch dus of men uw u zo"
    ),
}

COMMON_WORDS: dict[str, frozenset[str]] = {code: words | _CALENDAR[code] for code, words in _COMMONEST.items()}
