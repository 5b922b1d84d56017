"""The vocabulary of page furniture: what sites put around a text, in the languages that they put it.

These are words of the trade, not of any one site, and only ever one piece of evidence: see ``roles``.
"""

from __future__ import annotations

import re

__all__ = ["READ_ALSO", "furniture_evidence"]

# One alternative a concept; how many concepts a text names, and how much of it, is the evidence.
_CONCEPTS = (
    r"newsletters?|infolettres?|lettre d[’']information|bolet[ií]n",
    r"(?:se |vous )?d[ée]sinscri(?:re|vez|ption)|d[ée]sabonn\w+|unsubscribe|darse de baja",
    r"inscri(?:vez-vous|ption (?:gratuite|à))|s[’']inscrire|sign (?:up|in)|log ?(?:in|out)|register|subscribe\w*|suscr[ií]\w+"
    r"|(?:se )?(?:re)?connect(?:er|ez-vous)|créer un compte|mon compte|mot de passe|password|my account|iniciar sesión",
    r"(?:ré)?abonn(?:ez-vous|ements?|és?)|s[’']abonner|subscribers?|subscription|abonnieren|abónate",
    r"politique de (?:confidentialité|cookies)|vie privée|données personnelles|mentions légales|privacy(?: policy)?|"
    r"conditions (?:générales|d[’']utilisation)|cg[uv]|terms (?:of (?:use|service)|and conditions)|legal notice|aviso legal|"
    r"pol[ií]tica de (?:privacidad|cookies)|datenschutz\w*|impressum|protezione dei dati|informativa",
    r"cookies?|traceurs?|(?:tout )?accepter(?: (?:tout|et (?:continuer|fermer)))?|accept all|tout refuser|paramétrer|rgpd|gdpr|"
    r"aceptar|akzeptieren|accetta",
    r"(?:votre|your) (?:expérience|experience|consentement|consent|navigation|browser)",
    r"partage[rz]?(?: (?:sur|cet article|cette page|par|via))?|tweete[rz]|share(?: (?:this|on|via))?|compartir|teilen|condividi|"
    r"copier le lien|copy link|envoyer par (?:e-?mail|courriel)|imprimer|print(?: this)?|e-?mail this|épingler|pin it",
    r"facebook|twitter|linkedin|whatsapp|instagram|telegram|pinterest|youtube|tiktok|bluesky|mastodon|flipboard|reddit|messenger",
    r"opens? in (?:a )?new (?:window|tab)|nouvelle (?:fenêtre|onglet)|click (?:here|to)|cliquez (?:ici|pour)|haga clic",
    r"(?:laisse[rz]|écrire|ajouter|poster|publier) (?:un|une|votre) (?:commentaire|réponse|avis)|leave a (?:reply|comment)|"
    r"post a comment|add a comment|deja(?:r)? (?:una respuesta|un comentario)|(?:\d+ )?commentaires?|(?:\d+ )?comments?|"
    r"annuler la réponse|cancel reply|reply to|répondre à|schreibe? einen kommentar|lascia un commento|comentarios?",
    r"adresse (?:e-?mail|de messagerie|électronique)|e-?mail address|dirección de correo(?: electrónico)?|"
    r"ne sera pas (?:publiée|visible)|will not be published|no será publicada|champs obligatoires|required fields|"
    r"campos obligatorios|(?:sont|are|están) (?:indiqués|marked|marcados)|e-mail-adresse|pflichtfelder",
    r"(?:à |a )?(?:lire|voir|découvrir|consulter|écouter)[ -](?:aussi|également|la suite|plus)|lire (?:la suite|plus|l[’']article)|"
    r"read (?:more|also|next|on)|see also|(?:articles?|posts?|contenus?|stor(?:y|ies)|sujets?) (?:liée?s?|similaires?|connexes?)|"
    r"related(?: (?:posts?|articles?|stor(?:y|ies)|content|topics))?|sur le même (?:sujet|thème)|dans la même (?:rubrique|catégorie)|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|vous aimerez aussi|recommand(?:és?|ations?)|recommended|les plus lus|"
    r"most (?:read|popular)|leer (?:más|también)|en savoir plus|learn more|plus d[’']infos?|continue reading|"
    r"article (?:précédent|suivant)|(?:previous|next) (?:article|post)|notre dossier",
    r"copyright|©|\(c\) \d{4}|tous droits réservés|all rights reserved|reproduction interdite|todos los derechos",
    r"crédits?(?: photos?)?|photos? ?(?:by|:|credits?|d[’']illustration)|credits?|(?:getty images|afp|reuters|shutterstock|istock)",
    r"publicités?|annonces?|advertisements?|sponsorisée?s?|sponsored(?: content)?|publicidad|anzeige|contenu partenaire",
    r"réservée? aux abonnés|subscribers only|article (?:payant|premium|réservé)|premium|il vous reste|pour lire la suite",
    r"(?:temps|durée|min(?:utes)?) de lecture|reading time|min(?:ute)? read|lecture (?::|de) ?\d+|\d+ min\b",
    r"(?:mis|mise) à jour|publiée?s? (?:le|à|par)|posted (?:on|by|in)|published(?: on)?|(?:last )?updated|modifié le|publicado|"
    r"actualizado|aktualisiert",
    r"(?:par|by) (?:la )?(?:rédaction|staff|admin|editor)|^(?:staff|source|sources|web|rédaction|auteurs?|authors?|admin|agences?)\W*$",
    r"accueil|home(?: ?page)?|menu|plan du site|site ?map|rechercher?|search|contact(?:ez-nous| us)?|nous contacter|"
    r"qui sommes-nous|à propos(?: de nous)?|about us|aide|faq|retour en haut|back to top|haut de page|fermer|close|inicio|suivez-nous|"
    r"follow us|skip to (?:main )?content|aller au contenu|toggle navigation|powered by|propulsé par|flux rss|rss",
    r"tags?|mots-clé[sf]|étiquettes?|catégories?|categor(?:y|ies)|rubriques?|filed under|keywords|classé dans|à la une|etiquetas",
    r"télécharge[rz](?: (?:l[’']application|le pdf))?|download(?: the app| pdf)?|app store|google play|application mobile",
    r"tweet|like|j[’']aime|favoris|bookmark|signaler|report (?:this|abuse)|sauvegarder|enregistrer",
)
_PATTERNS = tuple(re.compile(rf"(?<!\w)(?:{concept})(?!\w)", re.IGNORECASE) for concept in _CONCEPTS)
_ANY = re.compile("|".join(rf"(?<!\w)(?:{concept})(?!\w)" for concept in _CONCEPTS), re.IGNORECASE)

# The beginning of a pointer to another text.
READ_ALSO = re.compile(
    r"\W*(?:(?:à |a )?(?:lire|voir|écouter|découvrir)(?: aussi| également| sur le même sujet)?|read (?:also|more|next)|see also|"
    r"related|(?:leer|lea) (?:también|además))\s*[:>→»|–-]",
    re.IGNORECASE,
)


def furniture_evidence(text: str) -> tuple[int, float]:
    """How many concepts of page furniture a text names, and the share of its letters that name them, 0..1."""
    covered = sum(m.end() - m.start() for m in _ANY.finditer(text))
    if not covered:
        return 0, 0.0
    concepts = sum(1 for pattern in _PATTERNS if pattern.search(text))
    return concepts, min(1.0, covered / max(1, len(text.strip())))
