import Casework

/// The ground rules as a person reads them before they agree.
///
/// The Bengali text is a draft that no native speaker has checked; the page that shows it says so.
enum GroundRulesText {
    static let all = [
        GroundRules(
            language: .english,
            rules: [
                "Somebody from the team is there all the time and can see and hear everything.",
                "Only the people named here take part. Please sit in a quiet room, with nobody else in it.",
                "Please do not talk about the court, addresses or schools. We have other times for that.",
                "Please do not record or photograph.",
                "You can stop at any time, without a reason. So can everybody else.",
            ],
            question: "Do you agree to take part?"
        ),
        GroundRules(
            language: .bengali,
            rules: [
                "আমাদের একজন কর্মী সব সময় থাকবেন এবং সবকিছু দেখতে ও শুনতে পারবেন।",
                "শুধু এখানে যাঁদের নাম আছে তাঁরাই অংশ নেবেন। অনুগ্রহ করে একটি শান্ত ঘরে থাকুন, যেখানে আর কেউ নেই।",
                "অনুগ্রহ করে আদালত, ঠিকানা বা স্কুল নিয়ে কথা বলবেন না। তার জন্য আলাদা সময় আছে।",
                "অনুগ্রহ করে রেকর্ড করবেন না বা ছবি তুলবেন না।",
                "আপনি যেকোনো সময়, কোনো কারণ ছাড়াই থামতে পারেন। অন্যরাও পারেন।",
            ],
            question: "আপনি কি অংশ নিতে রাজি?"
        ),
    ]
}
