/// What a random number is for, so that a change to one part of the sample leaves the others as they were.
enum NoiseStream: UInt64, Sendable {
    case ranges = 1
    case ridges
    case cones
    case belts
    case playas
    case faults
    case systems
    case decoys
    case magneticBodies
    case names
    case otherOccurrences
    case outlines
    case texture
    case clouds
    case meshJitter
    case meshMidpoints
    case magneticNoise
    case potassiumNoise
    case thoriumNoise
    case uraniumNoise
    case clayNoise
    case ironNoise
    case soilSamples
    case groundMagnetics
    case infrastructure
}
