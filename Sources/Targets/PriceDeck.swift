package import Operations

/// What commodities cost: dated, with sources.
package struct PriceDeck: Hashable, Sendable {
    struct Price: Hashable, Sendable {
        /// Dollars a tonne.
        var price: Double
        var low: Double
        var high: Double
        var source: String
    }

    var name: String
    var date: String
    var source: String
    var prices: [String: Price]

    private static let pound = 0.453_592_37
    private static let troyOunce = 31.103_476_8
    /// Dollars a tonne of one unit.
    private static let units = [
        "USD/t": 1, "USD/kg": 1000, "USD/g": 1e6, "USD/lb": 1000 / pound, "cents/lb": 10 / pound,
        "USD/troy oz": 1e6 / troyOunce, "USD/mtu": 100,
    ]

    /// Reads a price deck; `operation` and `input` are named by errors.
    package init(_ bytes: [UInt8], operation: String, input: String) throws(OperationError) {
        let document = try PlainDocument(bytes, operation: operation, input: input)
        let root = document.root
        guard let name = root["deck"]?.text, let date = root["date"]?.text, let source = root["source"]?.text,
            !source.isEmpty, Self.isDate(date)
        else {
            throw document.fault("the deck has no name, date or source", "write deck, date: 2021-12-31 and source")
        }
        guard root["currency"]?.text == "USD" else {
            throw document.fault("the deck's currency is not USD", "write 'currency: USD' and prices in dollars")
        }
        var prices: [String: Price] = [:]
        for entry in root["prices"]?.entries ?? [] {
            prices[entry.key] = try Self.price(entry, document, source)
        }
        for basket in root["baskets"]?.entries ?? [] {
            prices[basket.key] = try Self.basket(basket, of: prices, document)
        }
        guard !prices.isEmpty else { throw document.fault("the deck has no prices", "write 'prices:' and one a line") }
        self.name = name
        self.date = date
        self.source = source
        self.prices = prices
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return false }
        return year > 1900 && (1...12).contains(month) && (1...31).contains(day)
    }

    private static func price(
        _ entry: PlainDocument.Value.Entry, _ document: PlainDocument, _ source: String
    ) throws(OperationError) -> Price {
        guard let unit = entry.value["unit"]?.text, let factor = units[unit] else {
            throw document.fault(
                "the price of \(entry.key) has no unit that is known here",
                "write unit: \(units.keys.sorted().joined(separator: ", "))")
        }
        guard let price = entry.value["price"]?.number, price > 0 else {
            throw document.fault("\(entry.key) has no price above 0", "write 'price:'")
        }
        let low = entry.value["low"]?.number ?? price
        let high = entry.value["high"]?.number ?? price
        guard low > 0, low <= price, price <= high else {
            throw document.fault("the limits of \(entry.key) do not hold its price", "write low ≤ price ≤ high")
        }
        return Price(
            price: price * factor, low: low * factor, high: high * factor, source: entry.value["source"]?.text ?? source
        )
    }

    private static func basket(
        _ entry: PlainDocument.Value.Entry, of prices: [String: Price], _ document: PlainDocument
    ) throws(OperationError) -> Price {
        var basket = Price(
            price: 0, low: 0, high: 0, source: "by mass of " + entry.value.entries.map(\.key).joined(separator: ", "))
        var whole = 0.0
        for part in entry.value.entries {
            guard let share = part.value.number, share > 0, let price = prices[part.key] else {
                throw document.fault(
                    "the basket \(entry.key) holds '\(part.key)' without a share or a price", "write both")
            }
            basket.price += share * price.price
            basket.low += share * price.low
            basket.high += share * price.high
            whole += share
        }
        guard whole > 0, whole <= 1 + 1e-9 else {
            throw document.fault("the shares of \(entry.key) add up to \(whole)", "write shares of at most 1 in all")
        }
        return basket
    }
}
