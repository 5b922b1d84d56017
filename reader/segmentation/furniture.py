"""The vocabulary of page furniture: what sites put around a text, in the languages that they put it in.

These are words of the trade, not of any one site, and only ever one piece of evidence: see ``roles``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reader.segmentation.beginnings import beginnings

__all__ = ["READ_ALSO", "Furniture", "find_furniture"]

# Concept -> what names it. How many concepts a text names, and how much of it, is the evidence; some open a section.
_CONCEPTS = {
    "newsletter": r"""newsletters?|infolettres?|lettre\ d[’']information|bolet[ií]n|notre\ lettre|rundbrief|boîte\ (?:mail|de\ réception)|your\ inbox""",
    "unsubscribe": r"""(?:se\ |vous\ )?d[ée]sinscri(?:re|vez|ption)|d[ée]sabonn\w+|unsubscribe|darse\ de\ baja|abbestellen""",
    "account": r"""inscri(?:vez-vous|ption\ (?:gratuite|à))|s[’']inscrire|sign\ (?:up|in)|log\ ?(?:in|out)|register|
        suscr[ií]\w+|(?:se\ )?connecter|connectez-vous|créer\ un\ compte|mon\ compte|mot\ de\ passe|password|my\ account|
        iniciar\ sesión|anmelden|accedi""",
    "subscription": r"""(?:ré)?abonn(?:ez-vous|ements?|és?)|s[’']abonner|subscrib(?:e[rs]?|ed)|subscription|abonnieren|abónate|
        pour\ lire\ la\ suite|article\ (?:payant|premium|réservé)|premium|il\ vous\ reste|offrir\ cet\ article""",
    "legal": r"""politique\ (?:de|des)\ (?:confidentialité|cookies)|vie\ privée|données\ personnelles|mentions\ légales|
        privacy(?:\ policy)?|conditions\ (?:générales|d[’']utilisation)|cg[uv]|terms\ (?:of\ (?:use|service)|and\ conditions)|
        legal\ notice|aviso\ legal|pol[ií]tica\ de\ (?:privacidad|cookies)|datenschutz\w*|impressum|informativa""",
    "cookies": r"""cookies?|traceurs|mesurer\ l[’']audience|(?:publicités?|annonces)\ personnalisées?|personali[sz]ed\ ads|
        audience\ measurement|en\ (?:continuant|poursuivant)\ (?:à\ naviguer|votre\ navigation)|vous\ acceptez|(?:tout\ )?accepter\ (?:tout|et\ (?:continuer|fermer))|tout\ accepter|accept\ (?:all|cookies)|
        (?:tout\ |continuer\ sans\ )(?:refuser|accepter)|paramétrer|rgpd|gdpr|nos\ partenaires|our\ partners|akzeptieren|accetta""",
    "you": r"""(?:votre|your)\ (?:expérience|experience|consentement|consent|navigation|browser|navigateur|adresse)""",
    "share": r"""partage[rz]?(?:\ (?:sur|cet\ article|cette\ page|par|via))?|tweete?[rz]?|share(?:\ (?:this|on|via))?|compartir|teilen|
        condividi|copier\ le\ lien|copy\ link|(?:envoyer|partager)\ par\ (?:e-?mail|mail|courriel)|imprimer|print(?:\ this)?|
        e-?mail\ this|épingler|pin\ it|offrir\ l[’']article""",
    "networks": r"""facebook|twitter|linkedin|whatsapp|instagram|telegram|pinterest|youtube|tiktok|bluesky|mastodon|flipboard|
        reddit|messenger|snapchat""",
    "links": r"""opens?\ in\ (?:a\ )?new\ (?:window|tab)|nouvelle\ (?:fenêtre|onglet)|click\ (?:here|to)|cliquez\ (?:ici|pour)|
        haga\ clic|cliquez\ sur""",
    "comments": r"""(?:laisse[rz]|écrire|ajouter|poster|publier)\ (?:un|une|votre)\ (?:commentaire|réponse|avis)|
        leave\ a\ (?:reply|comment)|post\ a\ comment|add\ a\ comment|deja(?:r)?\ (?:una\ respuesta|un\ comentario)|
        (?:\d+\ )?commentaires?(?:\ \(\d+\))?|(?:\d+\ )?comments?(?:\ \(\d+\))?|annuler\ la\ réponse|cancel\ reply|
        schreibe?\ einen\ kommentar|lascia\ un\ commento|comentarios?|kommentare?|réagi(?:ssez|r)(?:\ à\ cet\ article)?|réactions?\ \(\d+\)""",
    "reply": r"""répondre|reply(?:\ to)?|signaler|report\ (?:this|abuse)|il\ y\ a\ \d+\ (?:secondes?|minutes?|heures?|jours?|mois|ans?)|
        \d+\ (?:seconds?|minutes?|hours?|days?|months?|years?)\ ago|j[’']aime|likes?|upvote""",
    "form": r"""adresse\ (?:e-?mail|mail|de\ messagerie|électronique)|e-?mail\ address|dirección\ de\ correo(?:\ electrónico)?|
        ne\ sera\ pas\ (?:publiée|visible)|will\ not\ be\ published|no\ será\ publicada|champs\ (?:obligatoires|requis)|
        required\ fields|campos\ obligatorios|(?:sont|are|están)\ (?:indiqués|marked|marcados)|e-mail-adresse|pflichtfelder|
        enregistrer\ mon\ nom|save\ my\ name|est\ collectée?\ par|offres\ commerciales""",
    "related": r"""(?:articles?|posts?|contenus?|stor(?:y|ies)|sujets?)\ (?:liée?s?|similaires?|connexes?|recommandés?)|
        related(?:\ (?:posts?|articles?|stor(?:y|ies)|content|topics))?|sur\ le\ même\ (?:sujet|thème)|
        dans\ la\ (?:même\ )?(?:rubrique|catégorie)|you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested)|vous\ aimerez\ aussi|
        (?:nous\ vous\ )?recommand(?:ons|ations?|és)|recommended|les\ (?:plus\ lus|articles\ les\ plus)|most\ (?:read|popular)|
        (?:à|a)\ (?:lire|voir|découvrir)\ (?:aussi|également|sur\ le\ même\ sujet)|lire\ aussi|read\ (?:also|next)|see\ also|
        leer\ también|ailleurs\ sur\ le\ web|article\ (?:précédent|suivant)|(?:previous|next)\ (?:article|post)|
        notre\ dossier|derniers\ articles|latest\ (?:news|posts)|top\ stories""",
    "more": r"""(?:lire|voir)\ (?:la\ suite|plus|l[’']article)|read\ (?:more|on)|leer\ más|en\ savoir\ plus|learn\ more|
        plus\ d[’']infos?|continue\ reading|afficher\ plus|show\ more|load\ more|charger\ plus|écouter\ l[’']article|
        listen\ to\ (?:this|the)\ article""",
    "copyright": r"""copyright.*|©.*|\(c\)\ \d{4}.*|alle\ rechte\ vorbehalten|tous\ droits\ réservés|all\ rights\ reserved|reproduction\ interdite|
        todos\ los\ derechos""",
    "credits": r"""crédits?(?:\ photos?)?|photos?\ ?(?:by|:|credits?|d[’']illustration)|credits?|image\ credits?|
        getty\ images|afp|reuters|shutterstock|istock""",
    "advertising": r"""publicités?|annonces?|advertisements?|sponsorisée?s?|sponsored(?:\ content)?|publicidad|anzeige|
        contenu\ partenaire|la\ suite\ après\ (?:cette|la)\ publicité""",
    "reserved": r"""réservée?\ aux\ abonnés|subscribers\ only""",
    "reading": r"""(?:temps|durée|min(?:utes)?)\ de\ lecture|reading\ time|\d+\ min(?:ute)?\ read|lecture\ (?::\ |de\ )?\d+(?:\ min\w*)?""",
    "updated": r"""(?:mis|mise)\ à\ jour|publiée?s?\ (?:le|à|par)|posted\ (?:on|by|in)|published(?:\ on)?|(?:last\ )?updated|
        modifié\ le|publicado|actualizado|aktualisiert""",
    "byline": r"""(?:par|by)\ (?:la\ )?(?:rédaction|staff|admin|editor)|
        ^(?:staff|sources?|web|rédaction|auteurs?|authors?|admin|agences?|via)\W*$""",
    "navigation": r"""^(?:accueil|home(?:\ ?page)?|inicio|startseite|menu|aide|help|faq|contacts?|close|fermer|ok)\W*$|plan\ du\ site|
        site\ ?map|^rechercher?|^search|contact(?:ez-nous|\ us)|nous\ contacter|qui\ sommes-nous|^à\ propos(?:\ de\ nous)?$|
        about\ us|retour\ en\ haut|back\ to\ top|haut\ de\ page|suivez-nous|follow\ us|skip\ to\ (?:main\ )?content|
        aller\ au\ contenu|toggle\ navigation|powered\ by|propulsé\ par|flux\ rss|rss|^accueil\ [>›/»]|^home\ [>›/»]""",
    "tags": r"""^(?:tags?|mots-clé[sf]|étiquettes?|catégories?|categor(?:y|ies)|rubriques?|filed\ under|keywords|classé\ dans|
        etiquetas)\b""",
    "download": r"""télécharge[rz](?:\ (?:l[’']application|le\ pdf))|download(?:\ the\ app|\ pdf)|app\ store|google\ play|
        application\ mobile|notre\ application""",
    "alerts": r"""(?:recevez|activer|s[’']abonner\ aux)\ (?:nos\ |les\ )?(?:alertes|notifications)|bloqueur\ de\ publicité|ad\ ?block(?:er)?|
        manage\ (?:preferences|cookies|settings)|cookie\ settings|gérer\ (?:mes|les)\ (?:préférences|cookies)|reject\ all|
        continuer\ sans|j[’']accepte""",
    "media": r"""(?:voir|regarder)\ la\ vidéo|watch\ (?:the\ video|live)|diaporama|en\ (?:direct|images|vidéo)\ :|
        les\ plus\ (?:commentés|partagés|populaires)|trending|voir\ (?:tout|tous|les\ commentaires)|view\ all|see\ all|
        plus\ d[’']articles|more\ (?:articles|from|stories|on)|(?:ajouter\ au\ |mon\ )panier|add\ to\ cart|supported\ by""",
    "save": r"""ajouter\ (?:à|aux)\ (?:mes\ )?(?:favoris|sélections?)|favoris|bookmark|sauvegarder|sauvegarder\ l[’']article""",
}

# The beginning of a pointer to another text.
READ_ALSO = re.compile(
    r"\W*(?:(?:à |a )?(?:lire|voir|écouter|découvrir)(?: aussi| également| sur le même sujet)?|read (?:also|more|next)|see also|"
    r"related|(?:leer|lea) (?:también|además))\s*[:>→»|–-]",
    re.IGNORECASE,
)


# What `re.IGNORECASE` takes for a plain letter and `lower` leaves as it is, or makes two characters of.
_ODD_LETTERS = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})
_ODD = frozenset("İıſ")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a text names of the page around it.

    Args:
        concepts: the names of the concepts.
        coverage: the share of its characters that name them, 0..1.
    """

    concepts: frozenset[str] = frozenset()
    coverage: float = 0.0


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, re.Pattern[str]]]:
    """Where a concept may begin in small letters, any concept at all, and each by itself."""
    flags = re.IGNORECASE | re.VERBOSE | re.MULTILINE
    single = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", flags) for name, words in _CONCEPTS.items()}
    every = "|".join(_CONCEPTS.values())
    return beginnings(every), re.compile(rf"(?<!\w)(?:{every})(?!\w)", flags), single


def find_furniture(text: str) -> Furniture:
    """What a short text names of the page around it."""
    begins, every, single = _patterns()
    covered = end = 0
    plainer = text if _ODD.isdisjoint(text) else text.translate(_ODD_LETTERS)
    for begin in begins.finditer(plainer.lower()):
        if begin.start() >= end and (found := every.match(text, begin.start())):
            end = found.end()
            covered += end - begin.start()
    if not covered:
        return Furniture()
    names = frozenset(name for name, pattern in single.items() if pattern.search(text))
    return Furniture(names, min(1.0, covered / max(1, len(text.strip()))))
