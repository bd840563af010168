import Foundation
import Testing

@testable import Geophysics

@Suite struct UTCDateTests {
    @Test(arguments: [-2_208_988_800.0, -1, 0, 951_782_399.5, 951_782_400, 1_709_164_800, 4_102_444_799])
    func `a time is the date that the Gregorian calendar gives it, and back`(time: Double) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let expected = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: time))
        let date = try #require(UTCDate(secondsSince1970: time))
        #expect([date.year, date.month, date.day] == [expected.year, expected.month, expected.day])
        #expect([date.hour, date.minute, Int(date.second)] == [expected.hour, expected.minute, expected.second])
        #expect(date.secondsSince1970 == time)
    }

    @Test func `a leap year has one part in 366 a day`() throws {
        let day = try #require(UTCDate("2020-05-31"))
        #expect(abs(UTCDate.decimalYear(secondsSince1970: day.secondsSince1970) - 2020.41256831) < 1e-8)
    }

    @Test(arguments: ["2023-02-29", "2023-13-01", "23-01-01", "2023/01/01", "", "2023-1-"])
    func `what is no day of the calendar is no date`(text: String) {
        #expect(UTCDate(text) == nil)
    }
}
