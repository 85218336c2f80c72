/// Names as they occur in the countries that the vendor serves, accents, ñ and apostrophes included.
enum People {
    static let givenNames: [Word] = [
        "María José", "Andrés", "Sofía", "Julián", "Ángela", "Camilo", "Begoña", "Iván", "Luz Marina", "Óscar",
        "Yésica", "Héctor", "Nicolás", "Ximena", "Raúl", "Lucía", "Wílmer", "Inés", "Jesús", "Adriana", "Édgar",
        "Rocío", "Tomás", "Ñusta", "Carlos", "Diana", "Martín", "Paula",
    ]

    static let familyNames: [Word] = [
        "Muñoz", "Peña", "Gutiérrez", "Ibáñez", "Núñez", "Rodríguez", "Castañeda", "Quiñones", "Pérez", "Zúñiga",
        "Ordóñez", "Londoño", "Gómez", "Acuña", "Martínez", "Bolaños", "Ríos", "Sánchez", "Páez", "Cárdenas",
        "Avendaño", "D'Achiardi", "Vélez", "Agüero", "Suárez", "Güiza", "Hernández", "Montoya",
    ]

    static let mailNames: [Word] = [
        "mjmunoz", "andres.pena", "sofia_gutierrez", "julian.ibanez", "angela.nunez", "camilo.rodriguez",
        "begona.acuna", "ivan.velez", "luzm", "oscar.rios", "yesica92", "hector.suarez", "nico.paez",
        "ximena+compras", "raul.gomez",
    ]

    static let mailDomains: [Word] = ["correo.example", "empresa.example", "ejemplo.example", "mail.example"]
}
