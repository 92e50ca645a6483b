"""The ATSC 3.0 questions, in English and Spanish, in plain words and as of 2026.

Facts: 47 CFR 73.3801 (simulcasting in ATSC 1.0); FCC 25-72, Fifth Further Notice of Proposed
Rulemaking, October 2025.
The outcome of that proceeding was not known when this was written, and the answers say so.
"""

from __future__ import annotations

from groundwave.ops.demo.copy.shapes import Page, Question

ENGLISH = Page(
    "atsc-3",
    "Questions about ATSC 3.0 (NextGen TV)",
    "What the new broadcast standard is, and whether you need to do anything.",
    (
        "The short version: if your TV works with an antenna today, you do not have to do "
        "anything now. These answers are for viewers, and we update them when the rules "
        "change."
    ),
    pair="atsc-3",
    questions=(
        Question(
            "What is ATSC 3.0?",
            (
                "It is a newer way of sending television through the air, also sold under the name "
                "NextGen TV. The present standard, ATSC 1.0, dates from the 1990s. The new one can "
                "carry sharper pictures, clearer dialogue and better reception on the move, and it "
                "can combine the broadcast with the internet. In the United States, stations adopt "
                "it voluntarily."
            ),
        ),
        Question(
            "Do I need a new television?",
            (
                "Not now. As long as a station is also on the air in ATSC 1.0, any television with a "
                "digital tuner keeps working. To receive the ATSC 3.0 signal itself you need a TV or "
                "a converter box with an ATSC 3.0 tuner."
            ),
        ),
        Question(
            "Will my old TV keep working?",
            (
                "Under the present federal rules, a full-power station that moves its channel to "
                "ATSC 3.0 must generally keep a simulcast of its main program in ATSC 1.0, usually "
                "from a neighboring station's transmitter. In October 2025 the FCC proposed to end "
                "that duty and let stations choose when to stop. Please check fcc.gov for where that "
                "proposal stands. Any change would be announced on the air beforehand."
            ),
        ),
        Question(
            "What is a “lighthouse” station?",
            (
                "It is a shared transmitter. Several stations in an area put their ATSC 3.0 programs "
                "on one channel, the lighthouse, and in exchange carry each other's ATSC 1.0 "
                "programs on the remaining channels. That is how everyone can offer both without any "
                "new airwaves."
            ),
        ),
        Question(
            "Do I have to rescan?",
            (
                "Whenever a station changes its transmitter or its partner, yes: Open the setup menu "
                "of the TV or box, choose antenna and scan for channels. It takes a few minutes. The "
                "channel number that you see does not change."
            ),
        ),
        Question(
            "What about encryption, or DRM?",
            (
                "The standard lets a station encrypt its programs, and some commercial stations do. "
                "Broadcasters who favor it say that it protects programs from being copied and sold. "
                "Critics say that it can keep some boxes, recorders and open-source software from "
                "working, or make them depend on the internet, for signals that are meant to be "
                "free. The FCC has asked for comments on it. Juniper, being imaginary, encrypts "
                "nothing."
            ),
        ),
        Question(
            "Which converter box should I buy?",
            (
                "We do not recommend brands. Look for an ATSC 3.0 tuner, ask whether the box can "
                "show the encrypted channels in your area and whether it needs an internet "
                "connection to do so, and keep the receipt. For ATSC 1.0 on an old analog set, an "
                "ordinary digital converter box is enough."
            ),
        ),
        Question(
            "Can I keep my antenna?",
            (
                "Usually. ATSC 3.0 uses the same VHF and UHF channels. If your antenna gets a "
                "station now, it will most likely get it in the new standard as well, provided that "
                "the signal comes from a tower in a similar direction."
            ),
        ),
        Question(
            "Are emergency alerts better?",
            (
                "They can be. The standard allows alerts with maps and text, aimed at a small area, "
                "and can wake a device that is set up for it. How much of that works depends on the "
                "station and on your set. The Emergency Alert System continues on all our stations "
                "as before."
            ),
        ),
        Question(
            "Is it still free?",
            (
                "Yes. A broadcaster must continue to offer at least one free program over the air. "
                "Stations may use part of the signal for paid data services."
            ),
        ),
        Question(
            "Does it follow what I watch?",
            (
                "A broadcast by itself goes one way. A TV that is connected to the internet can send "
                "information back, under the maker's or the station's terms. To prevent this, leave "
                "the TV off the internet or decline the interactive features."
            ),
        ),
        Question(
            "When is it coming here?",
            (
                "No date is set for Juniper. When there is one, you will hear it on the air at least "
                "30 days ahead, and it will be on this page."
            ),
        ),
    ),
)

SPANISH = Page(
    "atsc-3-es",
    "Preguntas sobre ATSC 3.0 (NextGen TV)",
    "Qué es el nuevo estándar de televisión y si usted tiene que hacer algo.",
    (
        "En resumen: si hoy su televisor funciona con antena, por ahora no tiene que hacer "
        "nada. Actualizamos estas respuestas cuando cambian las reglas."
    ),
    language="es",
    pair="atsc-3",
    questions=(
        Question(
            "¿Qué es ATSC 3.0?",
            (
                "Es una manera más nueva de transmitir televisión por el aire, que también se vende "
                "con el nombre NextGen TV. El estándar actual, ATSC 1.0, es de los años noventa. El "
                "nuevo puede ofrecer mejor imagen, diálogos más claros y mejor recepción en "
                "movimiento. En Estados Unidos las estaciones lo adoptan de forma voluntaria."
            ),
        ),
        Question(
            "¿Necesito un televisor nuevo?",
            (
                "Por ahora, no. Mientras la estación siga también en ATSC 1.0, cualquier televisor "
                "con sintonizador digital funciona. Para ver la señal ATSC 3.0 hace falta un "
                "televisor o un convertidor con sintonizador ATSC 3.0."
            ),
        ),
        Question(
            "¿Seguirá funcionando mi televisor viejo?",
            (
                "Según las reglas federales vigentes, una estación de plena potencia que pasa su "
                "canal a ATSC 3.0 debe, en general, mantener su programa principal también en ATSC "
                "1.0. En octubre de 2025 la FCC propuso eliminar esa obligación. Consulte fcc.gov "
                "para saber en qué quedó. Todo cambio se anunciaría antes al aire."
            ),
        ),
        Question(
            "¿Qué es una estación «faro»?",
            (
                "Es un transmisor compartido. Varias estaciones ponen sus programas ATSC 3.0 en un "
                "mismo canal, el faro, y a cambio transmiten los programas ATSC 1.0 de las demás en "
                "los otros canales."
            ),
        ),
        Question(
            "¿Tengo que volver a buscar canales?",
            (
                "Sí, cada vez que una estación cambia de transmisor o de socio: en el menú del "
                "televisor elija antena y busque canales. Tarda unos minutos. El número de canal que "
                "usted ve no cambia."
            ),
        ),
        Question(
            "¿Y el cifrado o DRM?",
            (
                "El estándar permite cifrar los programas, y algunas estaciones comerciales lo "
                "hacen. Quienes lo apoyan dicen que evita la copia ilegal. Quienes lo critican dicen "
                "que puede impedir que funcionen ciertos convertidores y grabadoras, o exigir "
                "internet, para señales que deben ser gratuitas. La FCC ha pedido comentarios. "
                "Juniper, que es imaginaria, no cifra nada."
            ),
        ),
        Question("¿Sirve mi antena?", "Casi siempre. ATSC 3.0 usa los mismos canales VHF y UHF."),
        Question(
            "¿Mejoran las alertas de emergencia?",
            (
                "Pueden mejorar: el estándar permite mapas y textos para una zona pequeña. Cuánto de "
                "eso funciona depende de la estación y del televisor. El sistema de alertas de "
                "emergencia sigue como antes en todas nuestras estaciones."
            ),
        ),
        Question(
            "¿Sigue siendo gratis?",
            ("Sí. Una emisora debe seguir ofreciendo por lo menos un programa gratuito por el aire."),
        ),
        Question(
            "¿Cuándo llega aquí?",
            (
                "Juniper no tiene fecha. Cuando la haya, lo diremos al aire con al menos 30 días de "
                "anticipación y en esta página."
            ),
        ),
    ),
)

PAGES = (ENGLISH, SPANISH)
