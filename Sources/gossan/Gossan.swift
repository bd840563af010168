import ArgumentParser
import Daemon

/// For people: campaigns, targets and single operations from the command line.
@main
struct Gossan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gossan", abstract: "From survey files to ranked mineral targets.",
        subcommands: [
            InitCommand.self, RunCommand.self, DropCommand.self, WaitCommand.self, StatusCommand.self,
            RetryCommand.self,
            TargetsCommand.self, ExplainCommand.self, CompareCommand.self, ExportCommand.self, OpCommand.self,
            DoctorCommand.self,
            BenchCommand.self, ScoreSampleCommand.self,
        ])
}
