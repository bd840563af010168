import Store

extension Intake {
    /// Waits until no other drop of the same bytes is in work: the second of them is then told apart as a duplicate.
    func enter(_ identity: ContentHash) async throws {
        while inWork[identity] != nil {
            await withCheckedContinuation { inWork[identity]?.append($0) }
            try Task.checkCancellation()
        }
        inWork[identity] = []
    }

    /// Lets those that wait for these bytes go on.
    func leave(_ identity: ContentHash) {
        for waiter in inWork.removeValue(forKey: identity) ?? [] { waiter.resume() }
    }
}
