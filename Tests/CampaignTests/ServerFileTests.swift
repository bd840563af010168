import Testing

@testable import Campaign

@Suite struct ServerFileTests {
    private func problems(_ text: String) -> [String] {
        do throws(CampaignError) {
            _ = try ServerFile.read(text, file: "gossan.yaml")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `a file with one key has the defaults of all others`() throws {
        let server = try ServerFile.read("campaigns: /srv/chagai", file: "gossan.yaml")
        var wanted = ServerFile()
        wanted.campaigns = ["/srv/chagai"]
        #expect(server == wanted)
        #expect(server.workerMemory == 1_073_741_824)
        #expect(server.quietTime == 30)
    }

    @Test func `all settings are read with their units`() throws {
        let server = try ServerFile.read(
            """
            campaigns: [/srv/a, /srv/b]
            spool: /var/spool/gossan
            out: /srv/out
            state: /var/lib/gossan
            workers: 4
            worker_memory: 2 GiB
            worker_seconds: 600
            quiet_time: 2 min
            stall_time: 30 min
            rescan: 5 min
            listen: 127.0.0.1:8080
            """, file: "gossan.yaml")
        #expect(server.campaigns == ["/srv/a", "/srv/b"])
        #expect(server.spool == "/var/spool/gossan")
        #expect(server.out == "/srv/out")
        #expect(server.state == "/var/lib/gossan")
        #expect(server.workers == 4)
        #expect(server.workerMemory == 2 << 30)
        #expect(server.workerSeconds == 600)
        #expect(server.quietTime == 120)
        #expect(server.stallTime == 1800)
        #expect(server.rescan == 300)
        #expect(server.listen == .tcp(host: "127.0.0.1", port: 8080))
    }

    @Test(arguments: [
        ("[::1]:80", ServerFile.Address.tcp(host: "::1", port: 80)), ("unix:/run/g.sock", .unix(path: "/run/g.sock")),
        ("localhost:1", .tcp(host: "localhost", port: 1)),
    ])
    func `an address is a host with a port or a socket`(_ text: String, _ wanted: ServerFile.Address) throws {
        #expect(try ServerFile.read("listen: \"\(text)\"", file: "g").listen == wanted)
    }

    @Test(arguments: ["localhost", ":80", "a:b", "a:0", "a:70000", "::1:80", "[::1]80"])
    func `what is no address is refused`(_ text: String) {
        #expect(problems("listen: \"\(text)\"").first?.contains("no address; write HOST:PORT") == true)
    }

    @Test func `mistakes are told together`() {
        #expect(
            problems("campaigns: [srv]\nworker_memory: 1 Gib\nquiet_time: 30\nwokers: 2\nworkers: 0") == [
                "gossan.yaml:1:13: campaigns[1] is 'srv', no absolute path; write a path that starts with '/'",
                "gossan.yaml:2:16: worker_memory has the unit 'Gib'; did you mean 'GiB'?",
                "gossan.yaml:3:13: quiet_time is '30', no number with a unit; write it with its unit, such as 30 s",
                "gossan.yaml:4:1: unknown key 'wokers'; did you mean 'workers'?",
                "gossan.yaml:5:10: workers is 0; write a whole number 1...1024",
            ])
    }
}
