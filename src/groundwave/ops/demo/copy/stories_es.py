"""Noticias en español: ocho notas, cinco de ellas traducciones."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import Audio, Byline, LinkCard, Photo, PullQuote, Related, Story, Text

STORIES = (
    Story(
        key="el-cuarto-transbordador-sigue-en-invierno",
        pair="ferry",
        language="es",
        headline="El cuarto transbordador seguirá navegando todo el invierno",
        teaser=(
            "La autoridad estatal dio marcha atrás después de que los isleños mostraran cuánto cuesta perder un barco."
        ),
        town="Port Ansel",
        section="noticias",
        topics=("transbordadores", "transporte"),
        bylines=(Byline(staff="hana-okabe-lindt"), Byline(staff="marisol-quiroga-vance")),
        published=timedelta(hours=2),
        lead=Photo(
            "ferry",
            ("El Marguerite Dow, uno de los cuatro barcos de la ruta de Port Ansel, en el cruce de media mañana."),
            (
                "Ilustración de papel recortado: un transbordador blanco y verde en una bahía "
                "tranquila, con colinas boscosas al fondo."
            ),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
El barco de las 5:40 de la mañana saldrá de Port Ansel todo el invierno.

La autoridad estatal de transbordadores votó el jueves, 4 a 1, por mantener en servicio su cuarta
embarcación, el Marguerite Dow, de diciembre a marzo. El plan original era amarrarlo durante la
temporada para ahorrar cerca de 1,3 millones de dólares.

La decisión llegó tras 11 semanas de comentarios públicos. En septiembre, Ingrid Paszek, que atiende
la cafetería del muelle de Gull Rock, dejó un cuaderno junto al café y pidió a la gente que anotara
cada turno, clase o cita médica perdida. Hasta la semana pasada había 412 anotaciones.

«Pensé que recibiríamos quejas», dijo Paszek. «Lo que recibimos fue aritmética».

Los planificadores compararon el cuaderno con sus propios registros y confirmaron 370 casos. Las
tarifas no cambian. El horario de invierno estará en todos los muelles antes del 1 de diciembre.
"""),
            PullQuote(
                "Pensé que recibiríamos quejas. Lo que recibimos fue aritmética.",
                "Ingrid Paszek",
                "que llevó el registro en el muelle de Gull Rock",
            ),
            Related("el-puente-cerrara-nueve-noches"),
        ),
    ),
    Story(
        key="el-puente-cerrara-nueve-noches",
        pair="bridge",
        language="es",
        headline="El puente de Millbrook Flats cerrará nueve noches en diciembre",
        teaser=(
            "Una grúa colocará un tramo de 46 toneladas. De día, el puente seguirá abierto, con un carril por sentido."
        ),
        town="Millbrook Flats",
        section="noticias",
        topics=("transporte",),
        bylines=(Byline(staff="teodora-baptiste"),),
        published=timedelta(hours=6),
        lead=Photo(
            "bridge",
            "Una grúa flotante sostiene la última sección del puente de Millbrook Flats.",
            (
                "Ilustración de papel recortado: un puente rojo de celosía con un hueco y una grúa "
                "amarilla sobre una barcaza."
            ),
            "Teodora Baptiste",
        ),
        body=(
            Text("""
El único camino que cruza el río en Millbrook Flats cerrará de 9 de la noche a 5 de la mañana
durante nueve noches, a partir del lunes 7 de diciembre.

Las cuadrillas colocarán el último tramo del puente nuevo, que pesa 46 toneladas. Si el viento
supera las 25 millas por hora, el trabajo se aplaza a la siguiente noche laborable.

El desvío, por la Ruta 12 en Quarry Bend, es de 22 millas. Habrá una ambulancia y un camión de
bomberos en cada orilla, y una lancha del condado llevará gratis a enfermeras del turno de noche y a
pacientes del hospital.

«En 2019 hubo gente que durmió en la capilla», dijo Odalys Fenn, jefa de la sala de urgencias de
Flats General. «Me gustaría recuperar la capilla».

El condado espera abrir los dos carriles y las dos aceras el 19 de diciembre.
"""),
            LinkCard(
                "https://roads.millbrookcounty.example/puente",
                "Cierres por fecha",
                "La lista de noches del condado, con los aplazamientos por viento.",
            ),
        ),
    ),
    Story(
        key="los-salmones-vuelven-a-mill-creek",
        pair="salmon",
        language="es",
        headline="Los salmones vuelven a Mill Creek, dos años después de retirar la represa",
        teaser=("Se esperaban unas pocas docenas. Hasta el domingo, los voluntarios habían contado 611."),
        town="Millbrook Flats",
        section="noticias",
        topics=("rios", "medio-ambiente"),
        bylines=(Byline(staff="rory-halvorsen"), Byline(staff="teodora-baptiste")),
        published=timedelta(hours=4),
        lead=Photo(
            "salmon",
            "Salmones en una poza, río arriba de la antigua represa.",
            ("Ilustración de papel recortado: salmones rojos nadan en agua clara bajo una hilera de coníferas."),
            "Rory Halvorsen",
        ),
        body=(
            Text("""
Al amanecer del domingo, Noor Calloway estaba sentada sobre un balde boca abajo, junto al arroyo,
con un contador plateado en la mano.

«Ese tenía una cicatriz como un relámpago», dijo. «Lo he visto dos veces. Trato de no contarlo dos
veces».

Calloway es una de 34 voluntarios que vigilan un arroyo que no tuvo salmones durante 112 años. La
represa de la antigua fábrica de lana se retiró en el otoño de 2024. Los biólogos esperaban unas
docenas de peces. El domingo por la tarde la cuenta iba por 611.
"""),
            Audio(
                "creek",
                "Mill Creek al amanecer",
                42,
                (
                    "Sonido de un arroyo poco profundo que corre sobre piedras. Gotas y burbujas cerca "
                    "del micrófono. Nadie habla."
                ),
            ),
            Text("""
Los manantiales y la sombra mantienen el agua cerca de los 52 grados Fahrenheit. Voluntarios
plantaron 9000 sauces en las orillas.

Los huevos se abrirán en marzo. Si los jóvenes llegan al mar, la primera generación nacida en Mill
Creek en más de un siglo podría volver en 2029.

Se puede mirar desde el puente peatonal de la calle Carder. No se debe caminar sobre la grava, donde
están los huevos.
"""),
        ),
    ),
    Story(
        key="cincuenta-anos-de-faroles",
        pair="fiesta",
        language="es",
        headline="El festival de los faroles de San Telmo cumple 50 años",
        teaser=("Empezó con seis familias y un acordeón prestado. Este fin de semana se esperan 9000 personas."),
        town="San Telmo",
        section="cultura",
        topics=("fiestas", "danza"),
        bylines=(Byline(staff="marisol-quiroga-vance"),),
        published=timedelta(days=1, hours=3),
        lead=Photo(
            "fiesta",
            "Ensayo de baile en la plaza Alameda, bajo el papel picado.",
            (
                "Ilustración de papel recortado: cuatro bailarinas con faldas amplias de colores "
                "bajo hileras de papel picado al anochecer."
            ),
            "Marisol Quiroga-Vance",
        ),
        body=(
            Text("""
En la trastienda de la panadería Quiroga, que es también el cuarto donde aprendí a leer, 14 mujeres
cosen. Cada falda lleva 12 yardas de algodón. Para el viernes tiene que haber 40.

El festival de los faroles empezó en 1976 con seis familias de la enlatadora, un acordeón prestado y
faroles hechos con latas de café. Este fin de semana cumple 50 años.

«Solo queríamos bailar una noche antes de que terminara la temporada», dijo Remedios Arvizu, de 81
años, una de las dos fundadoras que viven. «Nadie habló de baños portátiles».

El baile más antiguo, la Ola, imita el gesto de recoger las redes. El sábado, cuatro de los
bailarines principales serán nietos de aquellas seis familias.

El museo prestó 31 de los faroles originales con una sola condición, escrita a mano en el
formulario: que se enciendan.

<em>La familia de Marisol Quiroga-Vance es dueña de la panadería que se menciona en esta nota.</em>
"""),
            PullQuote(
                "Solo queríamos bailar una noche antes de que terminara la temporada.", "Remedios Arvizu", "fundadora"
            ),
        ),
    ),
    Story(
        key="la-clinica-sobre-ruedas",
        pair="clinic",
        language="es",
        headline="El consultorio que se estaciona junto a los bomberos",
        teaser=(
            "Una clínica móvil atendió a 1900 pacientes en su primer año. Casi la mitad llevaba "
            "cinco sin ver a un médico."
        ),
        town="Cedar Notch",
        section="noticias",
        topics=("salud", "medio-rural"),
        bylines=(Byline(staff="samira-naderpour"), Byline(staff="teodora-baptiste")),
        published=timedelta(hours=8),
        lead=Photo(
            "clinic",
            "La clínica móvil en su parada de los martes en Cedar Notch.",
            (
                "Ilustración de papel recortado: una camioneta médica blanca con una cruz verde "
                "junto a un pequeño centro de salud."
            ),
            "Samira Naderpour",
        ),
        body=(
            Text("""
A las 8:30 de la mañana del martes había 11 personas en sillas plegables dentro de la estación de
bomberos de Cedar Notch, entre el camión y el café. Afuera, con la calefacción encendida, esperaba
el consultorio.

La camioneta tiene una sala de examen del ancho de un pasillo, un refrigerador para vacunas y un
equipo de tres personas. En un año hizo 188 paradas en siete pueblos y atendió a 1900 pacientes.

«No es que no les importara», dijo la enfermera Folasade Winterbourne. «Es que el médico estaba a 54
millas y abría cuando ellos estaban trabajando».

Uno de cada tres pacientes tiene la presión alta, y la mayoría no lo sabía. No se rechaza a nadie
por falta de seguro médico. En enero se añadirá una parada vespertina en Quarry Bend.
"""),
            Related("taller-de-ciudadania"),
        ),
    ),
    Story(
        key="un-club-de-lectura-en-dos-idiomas",
        language="es",
        headline="Un club de lectura que discute en dos idiomas",
        teaser="En la biblioteca de San Telmo cada quien lee en su lengua y contesta en la del otro.",
        town="San Telmo",
        section="cultura",
        topics=("libros", "bibliotecas"),
        bylines=(Byline(staff="marisol-quiroga-vance"),),
        published=timedelta(days=2, hours=5),
        lead=Photo(
            "library",
            "El club se reúne los jueves en la sala de lectura.",
            (
                "Ilustración de papel recortado: una sala de lectura con estantes altos, lámparas "
                "verdes y una ventana en arco."
            ),
            "Marisol Quiroga-Vance",
        ),
        body=(
            Text("""
La regla es sencilla: quien lee el libro en español lo comenta en inglés, y quien lo lee en inglés
lo comenta en español.

El club de los jueves empezó con cinco personas en 2023. Ahora son 38, entre ellas un mecánico, dos
maestras jubiladas y una pareja que se conoció discutiendo un adjetivo.

«Al principio nos corregíamos», dijo la bibliotecaria Inmaculada Prieto-Hale. «Luego empezamos a
entendernos, que es otra cosa».

Cada sesión termina con una palabra que no tiene traducción exacta. La van anotando en una pizarra, que ya está
llena por los dos lados.

En diciembre leerán un libro de cuentos de fantasmas. La entrada es libre y hay ejemplares para
todos.
"""),
        ),
    ),
    Story(
        key="taller-de-ciudadania",
        language="es",
        headline="Vecinos enseñan a vecinos a preparar el examen de ciudadanía",
        teaser=("En tres años, 112 alumnos del taller de Millbrook Flats se presentaron. Aprobaron 109."),
        town="Millbrook Flats",
        section="comunidad",
        topics=("ciudadania", "escuelas"),
        bylines=(Byline(staff="teodora-baptiste"),),
        published=timedelta(days=3, hours=7),
        lead=Photo(
            "town-hall",
            "Las ceremonias de juramento se celebran en el ayuntamiento.",
            ("Ilustración de papel recortado: un edificio blanco de gobierno con cúpula verde entre árboles de otoño."),
            "Teodora Baptiste",
        ),
        body=(
            Text("""
Los sábados a las 10, en el comedor de la escuela secundaria, se oye recitar a coro quién firma las
leyes y cuántos jueces hay.

El taller es gratuito y lo dan voluntarios que ya pasaron por el examen. En tres años prepararon a
112 personas, de 19 países. Aprobaron 109, y las otras tres están estudiando otra vez.

«Lo difícil no son las cien preguntas», dijo Baltasar Oyelaran, que juró en 2022 y ahora enseña. «Lo
difícil es creer que te las van a preguntar a ti».

El próximo curso empieza el segundo sábado de enero. Hay cuidado de niños y café.
"""),
        ),
    ),
    Story(
        key="la-cooperativa-abre-su-tienda",
        language="es",
        headline="Treinta familias abren una tienda en el edificio que iba a cerrar",
        teaser=(
            "La última tienda de comestibles del barrio bajo de San Telmo vuelve a abrir, esta vez como cooperativa."
        ),
        town="San Telmo",
        section="comunidad",
        topics=("comida", "negocios"),
        bylines=(Byline(staff="marisol-quiroga-vance"),),
        published=timedelta(days=5, hours=4),
        lead=Photo(
            "market",
            "Productores locales surtirán la tienda durante todo el año.",
            ("Ilustración de papel recortado: puestos de mercado con toldos a rayas y cajas de fruta bajo banderines."),
            "Marisol Quiroga-Vance",
        ),
        body=(
            Text("""
Cuando el dueño de la tienda Ocampo anunció que se jubilaba, el barrio bajo de San Telmo se quedó a
6 millas del supermercado más cercano.

Treinta familias pusieron 400 dólares cada una, consiguieron un préstamo del condado y compraron el
inventario. La tienda abre el lunes como cooperativa.

«No sabíamos llevar una tienda», dijo la presidenta, Graciela Montblanc-Tovar. «Pero sabíamos
exactamente qué queríamos comprar».

Cada familia trabaja cuatro horas al mes. Cualquiera puede comprar, sea socio o no. Don Ocampo, que
tiene 74 años, aceptó quedarse los miércoles. Para que no se aburra, dicen. Él dice que es para que
no se equivoquen con el queso.
"""),
        ),
    ),
)
